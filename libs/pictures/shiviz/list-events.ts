import type { Trace, TracedProcess, Transfer } from '#libs/contracts/trace';
import { formatBytes } from '../wording/format.js';
import { programName } from '../wording/name-of.js';
import { wordsOf } from '../wording/words.js';

/** One event of one process. `sends` and `gets` carry the number of a message: what one process sends, another gets. */
export interface ShivizEvent {
  readonly process: string;
  readonly atMs: number;
  readonly says: string;
  readonly sends: number | null;
  readonly gets: number | null;
  /** It is a fork, or what a fork began. */
  readonly isBirth: boolean;
}

/** Everything that happened to the processes of a trace, in an order in which nothing is received before it was sent. */
export function listEvents(trace: Trace): readonly ShivizEvent[] {
  const known = new Set(trace.processes.map((process) => process.id));
  const names = new Map(trace.objects.map((object) => [object.id, object.name]));
  const transfers = trace.transfers.flatMap((transfer, index) =>
    endsOf(transfer, { number: index + 1, through: names.get(transfer.through) ?? transfer.through }),
  );
  // Numbers of forks are below zero, so that they are nobody else's.
  const lives = trace.processes.flatMap((process, index) => lifeOf(process, { known, number: -1 - index }));
  return [...lives, ...transfers]
    .filter((event) => known.has(event.process))
    .map((event, index) => ({ event, index }))
    .sort((a, b) => a.event.atMs - b.event.atMs || rank(a.event) - rank(b.event) || a.index - b.index)
    .map(({ event }) => event);
}

// At one instant: first beginnings, as parents come before their children; then what is given, what is taken, and ends.
function rank({ sends, gets, isBirth }: ShivizEvent): number {
  if (isBirth) return 0;
  if (sends !== null) return 1;
  return gets === null ? 3 : 2;
}

function lifeOf(
  process: TracedProcess,
  { known, number }: { known: ReadonlySet<string>; number: number },
): readonly ShivizEvent[] {
  const words = wordsOf('en');
  const { id, startMs, endMs, exit, parent } = process;
  const hasParent = parent !== null && known.has(parent);
  const end =
    'code' in exit ? words.exit(exit.code) : 'signal' in exit ? words.killed(exit.signal) : words.running;
  return [
    ...(hasParent
      ? [
          {
            process: parent,
            atMs: startMs,
            says: `fork of ${process.pid}`,
            sends: number,
            gets: null,
            isBirth: true,
          },
        ]
      : []),
    {
      process: id,
      atMs: startMs,
      says: words.start,
      sends: null,
      gets: hasParent ? number : null,
      isBirth: true,
    },
    ...process.execs
      .filter((exec) => exec.error === null)
      .map((exec) => ({
        process: id,
        atMs: Math.max(startMs, exec.atMs),
        says: `exec ${programName({ ...process, command: exec.command })}`,
        sends: null,
        gets: null,
        isBirth: false,
      })),
    ...(endMs === null
      ? []
      : [{ process: id, atMs: endMs, says: end, sends: null, gets: null, isBirth: false }]),
  ];
}

function endsOf(
  transfer: Transfer,
  { number, through }: { number: number; through: string },
): readonly ShivizEvent[] {
  const { from, to, kind, bytes, sentMs } = transfer;
  const what = kind === 'data' ? formatBytes(bytes) : kind;
  const label = transfer.inferred ? `${what} (inferred)` : what;
  return [
    ...(from === null
      ? []
      : [
          {
            process: from,
            atMs: sentMs,
            says: `sends ${label} to ${through}`,
            sends: number,
            gets: null,
            isBirth: false,
          },
        ]),
    ...(to === null
      ? []
      : [
          {
            process: to,
            atMs: Math.max(sentMs, transfer.receivedMs ?? sentMs),
            says: `gets ${label} from ${through}`,
            sends: null,
            gets: number,
            isBirth: false,
          },
        ]),
  ];
}
