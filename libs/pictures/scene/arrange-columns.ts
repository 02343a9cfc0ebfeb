import type { TracedObject } from '#libs/contracts/trace';
import { connectsTwo, objectsUpTo } from './connects-two.js';
import type { Visible } from './select-visible.js';

/** A vertical of the picture: a process's life line, or an object's tube between the lines of those who use it. */
export interface Column {
  readonly kind: 'lane' | 'store';
  readonly id: string;
}

/**
 * Orders life lines by birth and puts each object between those who send to it and receive from it: beside the younger of two,
 * beside the oldest of several. What comes from outside or goes there stands at the edge that is nearer.
 */
export function arrangeColumns(visible: Visible): readonly Column[] {
  const lanes = visible.processes.map((process) => process.id);
  const gaps: string[][] = [...lanes.map(() => []), []];
  const tight = lanes.length > objectsUpTo;
  for (const object of visible.objects) {
    if (tight && connectsTwo(object, visible, new Set(lanes))) continue;
    const gap = gapOf(object, visible, lanes);
    gaps[gap]?.push(object.id);
  }
  const stores = (ids: readonly string[] | undefined): Column[] =>
    (ids ?? []).map((id) => ({ kind: 'store', id }));
  return [
    ...stores(gaps[0]),
    ...lanes.flatMap((id, index): Column[] => [{ kind: 'lane', id }, ...stores(gaps[index + 1])]),
  ];
}

/** The gap before lane `n` has number `n`. */
function gapOf(object: TracedObject, visible: Visible, lanes: readonly string[]): number {
  const parties = visible.transfers
    .filter((transfer) => transfer.through === object.id)
    .flatMap((transfer) => [transfer.from, transfer.to])
    .concat(
      visible.waits
        .filter((wait) => wait.for === object.id)
        .flatMap((wait) => [wait.process, ...wait.heldBy]),
      visible.mappings.filter((one) => one.object === object.id).map((one) => one.process),
    );
  const places = parties.map((id) => (id === null ? -1 : lanes.indexOf(id))).filter((place) => place >= 0);
  if (places.length === 0) return lanes.length;
  const [first, last] = [Math.min(...places), Math.max(...places)];
  const outside = visible.outside.get(object.id);
  if (outside === 'source' || (outside === 'sink' && first === 0 && last < lanes.length - 1)) return first;
  if (outside === 'sink') return last + 1;
  return new Set(places).size === 2 ? last : first + 1;
}
