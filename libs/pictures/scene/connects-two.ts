import type { TracedObject } from '#libs/contracts/trace';
import type { Visible } from './select-visible.js';

/** With more life lines than this there is no room for an object between each two. */
export const objectsUpTo = 16;

/** What connects two processes of the picture, and holds nothing that anybody waits for, can be left to an arrow from one to the other. */
export function connectsTwo(object: TracedObject, visible: Visible, shown: ReadonlySet<string>): boolean {
  const transfers = visible.transfers.filter((transfer) => transfer.through === object.id);
  const isWhole = transfers.every(
    ({ from, to }) => from !== null && to !== null && shown.has(from) && shown.has(to),
  );
  const parties = new Set(transfers.flatMap(({ from, to }) => [from, to]));
  return (
    isWhole &&
    parties.size === 2 &&
    !visible.waits.some((wait) => wait.for === object.id) &&
    !visible.mappings.some((mapping) => mapping.object === object.id)
  );
}
