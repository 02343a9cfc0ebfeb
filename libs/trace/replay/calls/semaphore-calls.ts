import { decodeField, decodeNumber } from '../../strace/decode.js';
import { scanMembers } from '../../strace/scan-call.js';
import type { Call } from '../../strace/trace-event.js';
import { raise } from '../memory/semaphore.js';
import { makeThing } from '../things.js';
import { isRemoval, systemVName } from './segment-calls.js';
import type { Semaphore, SemaphoreSet } from '../memory/memory-model.js';
import { type Handler, type Life, valueOf, type World } from '../model.js';

const semget: Handler = {
  leave(world, life, call) {
    const id = valueOf(call);
    if (id === null) return;
    const set = world.semaphoreSets.get(id) ?? makeSet(world, { life, id, call });
    noteUser(world, set.users, life);
  },
};

/** Notes who knows the number of a System V object, from the first use on. */
export function noteUser(world: World, users: Map<Life, number>, life: Life): void {
  if (!users.has(life)) users.set(life, world.ms);
}

/** One `{sem_num=0, sem_op=-1, sem_flg=SEM_UNDO}`. */
export interface Operation {
  readonly semaphore: Semaphore;
  readonly change: number;
  readonly undoes: boolean;
}

// What is given takes effect on the way in, what is taken on the way out; all operations of one call are made at once.
const semop: Handler = {
  enter(world, life, call) {
    const operations = operationsOf(world, life, call);
    if (valueOf(call) !== 0 || !call.left) return;
    for (const { semaphore, change } of operations)
      if (change < 0)
        semaphore.takes.push({
          life,
          thread: world.thread,
          entered: call.entered,
          left: call.left,
          count: -change,
          isServed: false,
        });
    if (operations.every((one) => one.change > 0)) give(world, life, operations);
  },
  leave(world, life, call) {
    if (valueOf(call) !== 0) return;
    const operations = operationsOf(world, life, call);
    for (const { semaphore, change, undoes } of operations) {
      if (change >= 0) continue;
      const at = semaphore.takes.findIndex((take) => take.entered.position === call.entered.position);
      if (at >= 0) semaphore.takes.splice(at, 1);
      // Less than nothing is left only when the value was not what it was thought to be.
      if (semaphore.value !== null)
        semaphore.value = semaphore.value + change < 0 ? null : semaphore.value + change;
      if (undoes) addUndo(semaphore, life, -change);
    }
    if (!operations.every((one) => one.change > 0)) give(world, life, operations);
  },
};

function give(world: World, life: Life, operations: readonly Operation[]): void {
  const at = { position: world.position, ms: world.ms };
  for (const { semaphore, change, undoes } of operations) {
    if (change <= 0) continue;
    if (undoes) addUndo(semaphore, life, -change);
    raise(world, semaphore, { by: change, life, at, cause: null });
  }
}

function addUndo(semaphore: Semaphore, life: Life, change: number): void {
  semaphore.undo.set(life, (semaphore.undo.get(life) ?? 0) + change);
}

/** The operations of a semop. */
export function operationsOf(world: World, life: Life, call: Call): readonly Operation[] {
  const set = setOf(world, life, call);
  const printed = call.args[1]?.startsWith('[') === true ? scanMembers(call.args[1]) : [];
  if (!set) return [];
  return printed.flatMap((text) => {
    const number = decodeNumber(decodeField(text, 'sem_num') ?? undefined);
    const change = decodeNumber(decodeField(text, 'sem_op') ?? undefined);
    if (number === null || change === null) return [];
    const semaphore = semaphoreOf(world, set, number);
    semaphore.thing.touchedBy.add(life.id);
    return [{ semaphore, change, undoes: decodeField(text, 'sem_flg')?.includes('SEM_UNDO') === true }];
  });
}

const semctl: Handler = {
  enter(world, life, call) {
    const set = setOf(world, life, call);
    if (valueOf(call) === null || !set) return;
    const command = call.args[2] ?? '';
    if (isRemoval(call)) world.semaphoreSets.delete(decodeNumber(call.args[0]) ?? -1);
    else if (command.includes('SETVAL')) setValue(world, { set, life, call });
    else if (command.includes('SETALL')) forgetValues(set);
  },
  leave(world, life, call) {
    const value = valueOf(call);
    const set = setOf(world, life, call);
    if (value === null || !set || call.args[2]?.includes('GETVAL') !== true) return;
    const semaphore = semaphoreOf(world, set, decodeNumber(call.args[1]) ?? 0);
    if (semaphore.takes.length === 0) semaphore.value = value;
  },
};

// The value is an int in a union as wide as a pointer, and strace prints all of that: only its lower half counts.
function setValue(world: World, { set, life, call }: { set: SemaphoreSet; life: Life; call: Call }): void {
  const value = (decodeNumber(call.args[3]) ?? 0) % 2 ** 32;
  const semaphore = semaphoreOf(world, set, decodeNumber(call.args[1]) ?? 0);
  const by = value - (semaphore.value ?? 0);
  const at = { position: world.position, ms: world.ms };
  if (by > 0) raise(world, semaphore, { by, life, at, cause: null });
  semaphore.value = value;
  semaphore.undo.clear();
}

// strace does not show the values that SETALL sets.
function forgetValues(set: SemaphoreSet): void {
  set.areNew = false;
  for (const semaphore of set.semaphores.values()) semaphore.value = null;
}

/** The set that a semop or semctl is about. */
export function setOf(world: World, life: Life, call: Call): SemaphoreSet | null {
  const id = decodeNumber(call.args[0]);
  if (id === null || call.answer.kind === 'error') return null;
  const set = world.semaphoreSets.get(id) ?? makeSet(world, { life, id, call: null });
  noteUser(world, set.users, life);
  return set;
}

function makeSet(world: World, made: { life: Life; id: number; call: Call | null }): SemaphoreSet {
  const { life, id, call } = made;
  const set: SemaphoreSet = {
    name: systemVName('semaphore', call?.args[0], world.semaphoreSets.size + 1),
    madeBy: call ? life : null,
    // Linux begins with zeros, semget(2); a set that may have been there before begins anywhere.
    areNew: call?.args[0] === 'IPC_PRIVATE' || call?.args[2]?.includes('IPC_EXCL') === true,
    semaphores: new Map(),
    users: new Map(),
  };
  world.semaphoreSets.set(id, set);
  return set;
}

/** One semaphore of a set; it becomes an object when it is first used. */
export function semaphoreOf(world: World, set: SemaphoreSet, number: number): Semaphore {
  const known = set.semaphores.get(number);
  if (known) return known;
  const thing = makeThing(world, {
    mechanism: 'synchronisation',
    kind: 'system-v-semaphore',
    name: `${set.name}[${number}]`,
    madeBy: set.madeBy,
  });
  const semaphore: Semaphore = { thing, value: set.areNew ? 0 : null, takes: [], undo: new Map() };
  set.semaphores.set(number, semaphore);
  return semaphore;
}

/** Calls on System V semaphores; semop(3) of glibc is a semtimedop without a limit. See semget(2), semop(2), semctl(2). */
export const semaphoreCalls: Readonly<Record<string, Handler>> = {
  semget,
  semop,
  semtimedop: semop,
  semctl,
};
