import type { Trace } from '#libs/contracts/trace';
import type { RandomProgram } from './make-program.js';

/** The transfers that a trace shows, a line each, in an order that does not depend on time. */
export function seenTransfers(trace: Trace): readonly string[] {
  const kinds = new Map(trace.objects.map((object) => [object.id, object]));
  const shown = trace.transfers.flatMap((transfer) => {
    const object = kinds.get(transfer.through);
    // The player takes turns over a word of shared memory of its own.
    if (
      transfer.inferred ||
      object === undefined ||
      object.outside !== null ||
      object.kind === 'anonymous-shared' ||
      object.kind === 'futex'
    )
      return [];
    const through = object.kind === 'signal' ? object.name : object.kind;
    if (through === 'SIGCHLD') return [];
    // What nobody has read yet stays in a file: that is no message lost.
    if (object.kind === 'file' && transfer.to === null) return [];
    if (object.kind === 'file' && transfer.to === transfer.from) return [];
    return [line({ ...transfer, through, from: nameOf(transfer.from), to: nameOf(transfer.to) })];
  });
  return shown.sort();
}

/** The transfers that must be seen, in the same words. */
export function expectedTransfers(program: RandomProgram): readonly string[] {
  // Who reads back their own file has told nobody anything.
  const told = program.expected.filter(({ through, from, to }) => through !== 'file' || from !== to);
  return told
    .map(({ kind, through, from, to, text }) =>
      line({
        kind,
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
}

function line({ kind, through, from, to, text, bytes }: Line): string {
  const route = `${kind} ${through} ${from} > ${to}`;
  // A descriptor is named, and a counter is a number: neither is bytes of somebody's text.
  return kind === 'descriptor' || kind === 'wake' ? route : `${route} ${bytes} ${text}`.trimEnd();
}

/** Processes are numbered from 0 by the player and from `p1` by the trace, both in order of birth. */
function nameOf(process: string | null): string {
  return process === null ? 'nobody' : `${Number(process.slice(1)) - 1}`;
}
