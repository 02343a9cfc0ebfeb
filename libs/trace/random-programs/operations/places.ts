import type { Mapped, World } from '../model.js';

/** Granularity of mmap(2). */
export const pageBytes = 4096;

/** Notes what a process has in its memory from this line on, or has no longer. */
function note(world: World, process: number, change: { sign: '+' | '-'; mapped: Mapped }): void {
  const { object, access, offset, pages } = change.mapped;
  const what = `${change.sign}${object} ${access} ${offset * pageBytes} ${pages * pageBytes}`;
  world.memory.push({ process, line: world.lines.length, what });
}

/** Puts pages of an object into the memory of a process and answers the number of the place. */
export function addPlace(world: World, process: number, mapped: Mapped): number {
  const place = world.nextPlace++;
  world.processes[process]?.places.set(place, [mapped]);
  note(world, process, { sign: '+', mapped });
  return place;
}

/** A child has what its parent has. Called before the line of the fork is said, as all that changes memory. */
export function copyPlaces(world: World, parent: number, child: number): void {
  for (const parts of world.processes[parent]?.places.values() ?? [])
    for (const mapped of parts) note(world, child, { sign: '+', mapped });
}

/** All of a process's memory goes: it ended, or became another program. */
export function forgetPlaces(world: World, process: number): void {
  const places = world.processes[process]?.places;
  for (const parts of places?.values() ?? [])
    for (const mapped of parts) note(world, process, { sign: '-', mapped });
  places?.clear();
}

/** Takes pages out of a place, also from its middle. See munmap(2). */
export function cutPlace(
  world: World,
  process: number,
  cut: { readonly place: number; readonly from: number; readonly pages: number },
): void {
  const places = world.processes[process]?.places;
  const [from, to] = [cut.from, cut.from + cut.pages];
  const rest = (places?.get(cut.place) ?? []).flatMap((mapped) => {
    const end = mapped.page + mapped.pages;
    if (mapped.page >= to || end <= from) return [mapped];
    note(world, process, { sign: '-', mapped });
    const left = { ...mapped, pages: from - mapped.page };
    const skipped = to - mapped.page;
    const right = { ...mapped, page: to, offset: mapped.offset + skipped, pages: mapped.pages - skipped };
    const kept = [left, right].filter((part) => part.pages > 0);
    for (const part of kept) note(world, process, { sign: '+', mapped: part });
    return kept;
  });
  if (rest.length === 0) places?.delete(cut.place);
  else places?.set(cut.place, rest);
}

/** Makes a whole place longer or shorter, wherever that leads it. See mremap(2). */
export function resizePlace(
  world: World,
  process: number,
  { place, pages }: { readonly place: number; readonly pages: number },
): void {
  const places = world.processes[process]?.places;
  const resized = (places?.get(place) ?? []).map((mapped) => {
    note(world, process, { sign: '-', mapped });
    note(world, process, { sign: '+', mapped: { ...mapped, pages } });
    return { ...mapped, pages };
  });
  places?.set(place, resized);
}
