import { type Happening, type Passage, processesOf } from './happening.js';

/** A receipt joins its sending in one row when nothing came between them that touches either process or the object. */
export function joinEnds(happenings: readonly Happening[]): readonly Happening[] {
  const joined: (Happening | null)[] = [...happenings];
  const sentAt = new Map<Passage, number>();
  for (const [index, happening] of happenings.entries()) {
    if (happening.kind === 'sent') sentAt.set(happening.passage, index);
    if (happening.kind !== 'received') continue;
    const start = sentAt.get(happening.passage);
    if (start === undefined || !isFree(joined.slice(start + 1, index), happening.passage)) continue;
    joined[start] = { kind: 'whole', atMs: happening.passage.sentMs, passage: happening.passage };
    joined[index] = null;
  }
  return joined.filter((happening) => happening !== null);
}

function isFree(between: readonly (Happening | null)[], passage: Passage): boolean {
  return between.every((other) => {
    if (other === null) return true;
    const touched = processesOf(other);
    if ([passage.from, passage.to].some((process) => process !== null && touched.includes(process)))
      return false;
    return !('passage' in other) || other.passage.through !== passage.through;
  });
}
