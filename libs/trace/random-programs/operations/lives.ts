import { letGo, newProcess, type End, type World } from '../model.js';
import { copyPlaces, forgetPlaces } from './places.js';
import { addSlot, processOf, say, type Operation } from './streams.js';

const processesMax = 6;
const slotsMax = 20;

/** Closes slots of a process: its record locks on those files go too, whichever descriptor they were taken with. See fcntl(2). */
export function closeSlots(world: World, process: number, slots: readonly number[]): void {
  const one = processOf(world, process);
  const ends = slots.flatMap((slot) => one.slots.get(slot) ?? []);
  for (const slot of slots) {
    one.slots.delete(slot);
    one.closeOnExec.delete(slot);
  }
  const files = new Set(ends.filter((end) => end.does === 'file').map((end) => end.name));
  const kept = world.locks.filter((lock) => lock.owner !== process || !files.has(lock.file));
  world.locks.splice(0, world.locks.length, ...kept);
  letGo(world, process, ends);
}

/** Whether a process may end: its parent is there to wait for it, and no child of its own is left alone. */
export function mayLeave(world: World, process: number): boolean {
  const { parent } = processOf(world, process);
  return (
    parent !== null &&
    processOf(world, parent).isAlive &&
    !world.processes.some((one) => one.parent === process && one.isAlive)
  );
}

/** Ends a process; whoever waits for it is told by the caller. */
export function leave(world: World, process: number): void {
  const leaver = processOf(world, process);
  forgetPlaces(world, process);
  say(world, process, 'exit');
  closeSlots(world, process, [...leaver.slots.keys()]);
  leaver.isAlive = false;
  for (const [number, change] of leaver.undo)
    world.semaphores.set(number, Math.max(0, (world.semaphores.get(number) ?? 0) + change));
}

/** What execve(2) takes from a process. */
function execute(world: World, process: number): void {
  const one = processOf(world, process);
  forgetPlaces(world, process);
  one.semaphores.clear();
  closeSlots(world, process, [...one.closeOnExec]);
  world.execs[process] = (world.execs[process] ?? 0) + 1;
}

const births: readonly Operation[] = [
  {
    weight: 3,
    fits: (world) => world.processes.length < processesMax,
    does: (world, { process }) => {
      const [parent, child] = [processOf(world, process), world.processes.length];
      copyPlaces(world, process, child);
      say(world, process, 'fork', child);
      world.processes.push({
        ...newProcess(process),
        slots: new Map(parent.slots),
        closeOnExec: new Set(parent.closeOnExec),
        places: new Map(parent.places),
        semaphores: new Set(parent.semaphores),
      });
    },
  },
  {
    weight: 1,
    fits: (world, { process }) => mayLeave(world, process),
    does: (world, { process }) => {
      leave(world, process);
      say(world, processOf(world, process).parent ?? 0, 'wait', process);
    },
  },
];

const descriptors: readonly Operation[] = [
  {
    weight: 3,
    fits: (world, { process }) => processOf(world, process).slots.size > 1,
    does: (world, { process, slot }) => {
      say(world, process, 'close', slot);
      closeSlots(world, process, [slot]);
    },
  },
  {
    weight: 2,
    fits: (world, { process, slot }) => slot > 0 && processOf(world, process).slots.size < slotsMax,
    does: (world, { process, slot, end }) => say(world, process, 'dup', slot, addSlot(world, process, end)),
  },
  {
    weight: 1,
    fits: (world, { process }) => processOf(world, process).slots.size > 1,
    does: (world, { process, slot, end }, choose) => {
      const one = processOf(world, process);
      const others = [...one.slots.keys()].filter((other) => other !== slot);
      const over = others[choose(others.length)] ?? slot;
      say(world, process, 'dup2', slot, over);
      closeSlots(world, process, [over]);
      one.slots.set(over, end);
    },
  },
];

/** Slots that a new description is closed with when the process executes a program, as mq_open(3) and shm_open(3) have it. */
export function addClosingSlot(world: World, process: number, end: End): number {
  const slot = addSlot(world, process, end);
  processOf(world, process).closeOnExec.add(slot);
  return slot;
}

/** Executing programs, and descriptors that do not outlive that. See execve(2), vfork(2), posix_spawn(3), close_range(2). */
export const programOperations: readonly Operation[] = [
  {
    weight: 1,
    fits: (world) => world.processes.length < processesMax,
    does: (world, { process }, choose) => {
      const [parent, child] = [processOf(world, process), world.processes.length];
      say(world, process, choose(2) === 1 ? 'spawn' : 'vfork', child);
      world.processes.push({
        ...newProcess(process),
        slots: new Map(parent.slots),
        closeOnExec: new Set(parent.closeOnExec),
      });
      execute(world, child);
    },
  },
  {
    weight: 2,
    fits: () => true,
    does: (world, { process }) => {
      execute(world, process);
      say(world, process, 'exec');
    },
  },
  {
    weight: 2,
    fits: (_, { slot }) => slot > 0,
    does: (world, { process, slot }) => {
      say(world, process, 'cloexec', slot);
      processOf(world, process).closeOnExec.add(slot);
    },
  },
  {
    weight: 1,
    fits: (_, { slot }) => slot > 0,
    does: (world, { process }, choose) => {
      const one = processOf(world, process);
      const closes = choose(8) === 0;
      say(world, process, closes ? 'closeall' : 'cloexecall');
      if (closes) closeSlots(world, process, [...one.slots.keys()]);
      else for (const slot of one.slots.keys()) one.closeOnExec.add(slot);
    },
  },
];

/** Births, ends, and what becomes of descriptors. */
export const lifeOperations: readonly Operation[] = [...births, ...descriptors];
