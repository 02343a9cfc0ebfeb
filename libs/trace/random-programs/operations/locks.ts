import { heldEnds, type End, type Lock, type World } from '../model.js';
import { closeSlots, leave, mayLeave } from './lives.js';
import { openFile } from './files.js';
import { fallAsleep, wakeUp } from './sleep.js';
import { processOf, say, type Choose, type Operation, type Place } from './streams.js';

const startMax = 50;
const families = ['posix', 'ofd', 'flock'] as const;
type Family = (typeof families)[number];

function wantedLock({ process, end }: Place, choose: Choose): { family: Family; lock: Lock } {
  const family = families[choose(families.length)] ?? 'posix';
  const start = family === 'flock' ? 0 : choose(startMax);
  const length = choose(40);
  const lock: Lock = {
    file: end.name,
    family: family === 'flock' ? 'flock' : 'record',
    owner: family === 'posix' ? process : end,
    access: choose(3) === 2 ? 'r' : 'w',
    start,
    end: family === 'flock' || length === 0 ? Infinity : start + length,
  };
  return { family, lock };
}

const overlaps = (one: Lock, other: Lock): boolean =>
  one.file === other.file && one.family === other.family && one.start < other.end && other.start < one.end;

function blockersOf(world: World, wanted: Lock): readonly Lock[] {
  return world.locks.filter(
    (held) =>
      overlaps(held, wanted) && held.owner !== wanted.owner && (held.access === 'w' || wanted.access === 'w'),
  );
}

/** Takes a range out of what an owner holds. */
function cut(world: World, range: Lock): void {
  for (const held of world.locks.filter((one) => one.owner === range.owner && overlaps(one, range))) {
    world.locks.splice(world.locks.indexOf(held), 1);
    if (held.start < range.start) world.locks.push({ ...held, end: range.start });
    if (held.end > range.end) world.locks.push({ ...held, start: range.end });
  }
}

function rangeWords({ start, end }: Lock): readonly number[] {
  return [start, end === Infinity ? 0 : end - start];
}

function familyOf(lock: Lock): Family {
  return lock.family === 'flock' ? 'flock' : typeof lock.owner === 'number' ? 'posix' : 'ofd';
}

/** A process and a slot of its that can give up a lock. */
interface Releaser {
  readonly process: number;
  readonly slot: number;
}

function releasers(world: World, lock: Lock, sleeper: number): readonly Releaser[] {
  return world.processes.flatMap((one, process) => {
    const owns = (end: End): boolean =>
      lock.owner === end || (lock.owner === process && end.does === 'file' && end.name === lock.file);
    if (!one.isAlive || process === sleeper) return [];
    return [...one.slots].flatMap(([slot, end]) => (owns(end) ? [{ process, slot }] : []));
  });
}

/** Gives up a lock: by saying so, by closing the file, or by the end of the process. */
function giveUp(
  world: World,
  given: { lock: Lock; by: Releaser; sleeper: number; isLast: boolean },
  choose: Choose,
): void {
  const { lock, by, sleeper, isLast } = given;
  const holds = [...heldEnds(world)].filter((end) => end === lock.owner).length;
  // Who goes could have been the only one to give up another lock.
  const way = isLast ? choose(3) : 0;
  if (way === 1 && (lock.owner === by.process || holds === 1)) {
    say(world, by.process, 'close', by.slot);
    closeSlots(world, by.process, [by.slot]);
  } else if (
    way === 2 &&
    lock.owner === by.process &&
    mayLeave(world, by.process) &&
    hasAwakeParent(world, by, sleeper)
  ) {
    leave(world, by.process);
    say(world, processOf(world, by.process).parent ?? 0, 'wait', by.process);
  } else {
    say(world, by.process, 'unlock', by.slot, familyOf(lock), 'u', ...rangeWords(lock));
    cut(world, lock);
  }
}

function hasAwakeParent(world: World, { process }: Releaser, sleeper: number): boolean {
  return processOf(world, process).parent !== sleeper;
}

/** The lock is had at once, or refused, or waited for until whoever holds it has given it up. */
function ask(world: World, place: Place, choose: Choose): void {
  const { process, slot } = place;
  const { family, lock } = wantedLock(place, choose);
  const words = [slot, family, lock.access, ...rangeWords(lock)];
  const blockers = blockersOf(world, lock);
  // A flock that is asked for in another way is given up first, see flock(2); what then happens is another story.
  const converts =
    family === 'flock' && world.locks.some((one) => one.owner === lock.owner && overlaps(one, lock));
  if (blockers.length > 0 && converts) return;
  const watcher = blockers.flatMap((one) => releasers(world, one, process)).at(0)?.process;
  const canWait = watcher !== undefined && blockers.every((one) => releasers(world, one, process).length > 0);
  if (blockers.length > 0 && (!canWait || choose(4) === 0)) {
    say(world, process, 'trylock', ...words);
    return;
  }
  if (watcher === undefined) {
    say(world, process, 'lock', ...words);
  } else {
    fallAsleep(world, { sleeper: process, watcher, choose }, ['lock', ...words]);
    wakeUp(world, process, {
      name: 'file-lock',
      from: freeAll(world, { lock, sleeper: process, watcher }, choose),
    });
  }
  cut(world, lock);
  world.locks.push(lock);
}

/** Answers who let go last. */
function freeAll(
  world: World,
  freed: { lock: Lock; sleeper: number; watcher: number },
  choose: Choose,
): number {
  let last = freed.watcher;
  for (let left = blockersOf(world, freed.lock); left[0]; left = blockersOf(world, freed.lock)) {
    const can = releasers(world, left[0], freed.sleeper);
    const by = can[choose(can.length)];
    if (!by) throw new Error('Nobody is left to give up a lock.');
    giveUp(world, { lock: left[0], by, sleeper: freed.sleeper, isLast: left.length === 1 }, choose);
    last = by.process;
  }
  return last;
}

/** Advisory locks of the three families. See fcntl(2), flock(2). */
export const lockOperations: readonly Operation[] = [
  { ...openFile, weight: 6 },
  { weight: 16, fits: (_, { end }) => end.does === 'file', does: ask },
  {
    weight: 2,
    fits: (world, { process, end }) =>
      world.locks.some((lock) => lock.owner === end || (lock.owner === process && lock.file === end.name)),
    does: (world, { process, slot, end }, choose) => {
      const own = world.locks.filter(
        (lock) => lock.owner === end || (lock.owner === process && lock.file === end.name),
      );
      const lock = own[choose(own.length)];
      if (!lock) return;
      say(world, process, 'unlock', slot, familyOf(lock), 'u', ...rangeWords(lock));
      cut(world, lock);
    },
  },
];
