import type { TracedProcess } from '#libs/contracts/trace';
import type { Row } from './assign-rows.js';
import type { Happening } from './happening.js';
import type { Window } from './options.js';

/** Where on a life line a time lies, in rows and parts of rows. */
export type Clock = (ms: number) => number;

interface Anchor {
  readonly ms: number;
  readonly row: number;
}

/**
 * Makes the clock of one life line. Rows are not to scale, and an event may stand beside earlier ones; so a time is placed between the
 * events of its own process: a sleep that a message ended ends exactly where the message's arrow arrives.
 */
export function clockOf(process: TracedProcess, rows: readonly Row[], span: Window): Clock {
  const anchors: Anchor[] = [{ ms: span.fromMs, row: -1 }];
  for (const [row, { happenings }] of rows.entries())
    for (const happening of happenings)
      for (const ms of touches(happening, process.id))
        if (ms >= (anchors.at(-1)?.ms ?? 0)) anchors.push({ ms, row });
  const last = anchors.at(-1);
  if (last && process.endMs === null) anchors.push({ ms: Math.max(span.toMs, last.ms), row: rows.length });
  return (ms) => {
    const next = anchors.findIndex((anchor) => anchor.ms >= ms);
    const [a, b] = [anchors[next - 1], anchors[next]];
    if (next === -1) return anchors.at(-1)?.row ?? rows.length;
    if (!a || !b) return b?.row ?? -1;
    return a.row + (b.row - a.row) * ((ms - a.ms) / (b.ms - a.ms));
  };
}

function touches(happening: Happening, process: string): readonly number[] {
  if (!('passage' in happening)) {
    const isParent = happening.kind === 'birth' && happening.parent === process;
    return isParent || happening.process === process ? [happening.atMs] : [];
  }
  const { passage, kind } = happening;
  const sends = passage.from === process && kind !== 'received' && kind !== 'signal';
  const gets = passage.to === process && kind !== 'sent';
  return [...(sends ? [passage.sentMs] : []), ...(gets ? [passage.receivedMs ?? passage.sentMs] : [])];
}
