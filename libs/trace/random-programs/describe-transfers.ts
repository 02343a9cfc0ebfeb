import type { Trace } from '#libs/contracts/trace';
import type { RandomProgram } from './make-program.js';

/** The transfers that a trace shows, a line each, in an order that does not depend on time. */
export function seenTransfers(trace: Trace): readonly string[] {
  const kinds = new Map(trace.objects.map((object) => [object.id, object]));
  const shown = trace.transfers.flatMap((transfer) => {
    const object = kinds.get(transfer.through);
    // Of shared memory only what calls show: data through it is a guess, and labelled as one.
    if (
      (transfer.inferred && transfer.kind === 'data') ||
      object === undefined ||
      object.outside !== null ||
      isPlayers(object.name)
    )
      return [];
    const through = wordFor(object);
    if (through === 'SIGCHLD') return [];
    // What nobody has read yet stays in a file: that is no message lost.
    if (through === 'file' && transfer.to === null) return [];
    if (through === 'file' && transfer.to === transfer.from) return [];
    return [line({ ...transfer, through, from: nameOf(transfer.from), to: nameOf(transfer.to) })];
  });
  return shown.sort();
}

/** The transfers that must be seen, in the same words. */
export function expectedTransfers(program: RandomProgram): readonly string[] {
  // Who reads back their own file has told nobody anything.
  const told = program.expected.filter(({ through, from, to }) => through !== 'file' || from !== to);
  return told
    .map(({ kind, through, from, to, text, sends, value }) =>
      line({
        kind,
        sends: sends ?? 1,
        value: value ?? null,
        through,
        from: `${from}`,
        to: to === null ? 'nobody' : `${to}`,
        text,
        bytes: text.length,
      }),
    )
    .sort();
}

interface Line {
  readonly kind: string;
  readonly through: string;
  readonly from: string;
  readonly to: string;
  readonly text: string;
  readonly bytes: number;
  readonly sends: number;
  readonly value: number | null;
}

function line({ kind, through, from, to, text, bytes, sends, value }: Line): string {
  const route = `${kind} ${through} ${from} > ${to}`;
  if (kind === 'signal') return `${route} x${sends} ${value ?? ''}`.trimEnd();
  // A descriptor is named, and a counter is a number: neither is bytes of somebody's text.
  return kind === 'descriptor' || kind === 'wake' ? route : `${route} ${bytes} ${text}`.trimEnd();
}

/** What each process had in its memory and which programs it executed, a line for each process. */
export function seenMemory(trace: Trace): readonly string[] {
  const objects = new Map(trace.objects.map((object) => [object.id, object]));
  const changes = trace.mappings.flatMap(
    ({ process, object: id, access, offset, bytes, fromMs, untilMs }) => {
      const object = objects.get(id);
      if (!object || isPlayers(object.name)) return [];
      const what = `${object.kind} ${lastPart(object)} ${access} ${offset} ${bytes}`;
      const ends = untilMs === null ? [] : [{ process: nameOf(process), at: untilMs, what: `-${what}` }];
      return [{ process: nameOf(process), at: fromMs, what: `+${what}` }, ...ends];
    },
  );
  const lives = trace.processes.filter((life) => life.role !== 'harness');
  // A root's first program is the one it was started as, and no news.
  return lives.map(({ id, parent, execs }) =>
    lifeLine(nameOf(id), execs.length - (parent === null ? 1 : 0), changes),
  );
}

/** The same of what must be seen. */
export function expectedMemory(program: RandomProgram): readonly string[] {
  const changes = program.memory.map(({ process, line: at, what }) => ({ process: `${process}`, at, what }));
  return program.execs.map((count, process) => lifeLine(`${process}`, count, changes));
}

interface Change {
  readonly process: string;
  readonly at: number;
  readonly what: string;
}

// What one call changed has no order.
function lifeLine(process: string, execs: number, changes: readonly Change[]): string {
  const own = changes
    .filter((one) => one.process === process)
    .sort((a, b) => a.at - b.at || (a.what < b.what ? -1 : 1));
  return [`${process} executed ${execs}`, ...own.map((one) => one.what)].join('\n');
}

type Named = Pick<Trace['objects'][number], 'kind' | 'name'>;

/** What a transfer went through, where there may be several of a kind with its name. */
function wordFor(object: Named): string {
  if (object.kind === 'signal') return object.name;
  if (object.kind === 'mapped-file') return 'file';
  const isNamed = ['futex', 'semaphore', 'system-v-semaphore'].includes(object.kind);
  return isNamed ? `${object.kind} ${lastPart(object)}` : object.kind;
}

// Files are named by their whole path, and the folder has another name in each run.
function lastPart({ kind, name }: Named): string {
  return kind === 'mapped-file' || kind === 'futex' ? name.replace(/^\/tmp\/[^/]*\//, '') : name;
}

/** Processes are numbered from 0 by the player and from `p1` by the trace, both in order of birth. */
function nameOf(process: string | null): string {
  return process === null ? 'nobody' : `${Number(process.slice(1)) - 1}`;
}

/** The player takes turns over a file that it maps, and looks up who sleeps. */
function isPlayers(name: string): boolean {
  return /\/turn(?:, byte \d+)?$/.test(name) || name.startsWith('/proc/');
}
