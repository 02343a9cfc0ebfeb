import type { Gone } from '../flows/channel.js';
import type { Life, OpenFile, World } from '../model.js';
import { subjectOf, tellStep } from './file-steps.js';
import type { LockRequest } from './locks.js';

/** A lock that somebody has: unlike those of a picture also on folders, where a program may lock as well. */
export interface KeptLock {
  readonly wanted: LockRequest;
  readonly file: OpenFile;
}

/** Tells of a lock that a call got. */
export function tellLock(world: World, kept: KeptLock): void {
  const { wanted, file } = kept;
  if (wanted.access === 'none') return;
  const { family, access, start, end, fd, life } = wanted;
  drop(world, kept);
  world.keptLocks.push(kept);
  tellStep(world, life, { kind: 'lock', fd, ...subject(world, file), family, access, start, end });
}

/** Tells of a lock that a call gives up; of none where the process has none. */
export function tellUnlock(world: World, given: KeptLock): void {
  const { wanted, file } = given;
  const { family, start, end, fd, life } = wanted;
  if (drop(world, given) === 0) return;
  tellStep(world, life, { kind: 'unlock', fd, ...subject(world, file), family, start, end, by: null });
}

function drop(world: World, { wanted, file }: KeptLock): number {
  const own = world.keptLocks.filter(
    (kept) =>
      isSameFile(kept.file, file) &&
      kept.wanted.family === wanted.family &&
      kept.wanted.owner === wanted.owner &&
      kept.wanted.start < wanted.end &&
      wanted.start < kept.wanted.end,
  );
  for (const kept of own) world.keptLocks.splice(world.keptLocks.indexOf(kept), 1);
  return own.length;
}

/** Tells of locks that go with a descriptor, as `releaseByClose` does for the picture. See fcntl(2), "Lost locks". */
export function tellLostLocks(world: World, closed: { life: Life; file: OpenFile; gone: Gone }): void {
  if (world.keptLocks.length === 0) return;
  const { life, file, gone } = closed;
  const isOpen =
    world.inFlight.some((passed) => passed.file === file) ||
    world.lives.some((one) => [...one.table.entries.values()].some((entry) => entry.file === file));
  const lost = world.keptLocks.filter(
    (kept) =>
      (kept.wanted.owner === life && isSameFile(kept.file, file)) || (kept.wanted.owner === file && !isOpen),
  );
  for (const kept of lost) {
    world.keptLocks.splice(world.keptLocks.indexOf(kept), 1);
    const { family, start, end } = kept.wanted;
    tellStep(world, life, {
      kind: 'unlock',
      fd: gone.fd,
      ...subject(world, file),
      family,
      start,
      end,
      by: gone.by,
    });
  }
}

function isSameFile(one: OpenFile, other: OpenFile): boolean {
  return one.thing === null ? one.target !== null && one.target === other.target : one.thing === other.thing;
}

function subject(world: World, file: OpenFile) {
  const { object, path } = subjectOf(world, file.thing);
  return { object: object ?? file.target, path: path ?? file.target };
}
