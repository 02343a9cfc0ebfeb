import type { Flow } from '#libs/trace/history';
import type { CaseRun } from '../../runs/case-run.js';
import { fillToken } from '../../runs/seeded-data.js';
import { isChosen } from '../payloads/object-choice.js';
import { partyOf } from '../payloads/party.js';
import { historyOf } from '../seen-history.js';

/** One call that put bytes into a FIFO: who, when, and what. */
export interface FifoWrite {
  readonly from: string;
  readonly sentMs: number;
  readonly text: string;
}

/** A client of a server that is asked through one FIFO and answers through another one for each client, named after its process. */
export interface AskingClient {
  readonly processes: ReadonlySet<string>;
  readonly pids: readonly number[];
  /** What it put into the server's FIFO, in order of time. */
  readonly writes: readonly FifoWrite[];
  /** The write that is a whole request with a process id of its own, or null. */
  readonly request: FifoWrite | null;
  /** FIFOs `PATH.PID` with a process id of its own. */
  readonly ownFifos: readonly string[];
}

/** What a trace shows of a client program that asks at `path`. */
export function findAskingClient(seen: CaseRun, program: number, path: string): AskingClient {
  const history = historyOf(seen);
  const processes = partyOf(seen, { program });
  const pids = history.processes.filter(({ id }) => processes.has(id)).map(({ pid }) => pid);
  const desks = new Set(
    history.objects
      .filter((object) => isChosen(seen, object, { kinds: 'fifo', name: path }))
      .map(({ id }) => id),
  );
  const writes = joinWrites(
    history.transfers.filter(
      ({ kind, from, through }) =>
        kind === 'data' && from !== null && processes.has(from) && desks.has(through),
    ),
  );
  const full = fillToken(path, seen.token);
  const names = new Set(pids.map((pid) => `${full}.${pid}`));
  return {
    processes,
    pids,
    writes,
    request: writes.find(({ text }) => isRequest(text, pids)) ?? null,
    ownFifos: history.objects
      .filter(({ kind, name }) => kind === 'fifo' && names.has(name))
      .map(({ id }) => id),
  };
}

/** The text that came through objects from some processes to others, in its order. */
export function textThrough(flows: readonly Flow[]): string {
  return [...flows]
    .sort((a, b) => a.offset - b.offset)
    .map(({ head }) => Buffer.from(head).toString('latin1'))
    .join('');
}

function isRequest(text: string, pids: readonly number[]): boolean {
  const [, pid] = /^([0-9]+) [0-9]+\n$/.exec(text) ?? [];
  return pid !== undefined && pids.includes(Number(pid));
}

// What one call wrote may be read in several pieces.
function joinWrites(flows: readonly Flow[]): readonly FifoWrite[] {
  const calls = new Map<string, Flow[]>();
  for (const flow of flows) {
    const key = `${flow.from} ${flow.sentMs}`;
    calls.set(key, [...(calls.get(key) ?? []), flow]);
  }
  return [...calls.values()]
    .map((pieces) => ({
      from: pieces[0]?.from ?? '',
      sentMs: pieces[0]?.sentMs ?? 0,
      text: textThrough(pieces),
    }))
    .sort((a, b) => a.sentMs - b.sentMs);
}
