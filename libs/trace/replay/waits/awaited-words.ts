import { decodeNumber } from '../../strace/decode.js';
import type { Call } from '../../strace/trace-event.js';
import type { Awaited } from './awaited.js';
import { operationsOf, setOf } from '../calls/semaphore-calls.js';
import type { Word } from '../memory/memory-model.js';
import type { Life, World } from '../model.js';

/** The owner's thread stands in a robust or priority-inheriting mutex, beside a bit that says that others wait. See futex(2). */
const waitersBit = 0x8000_0000;
const ownerBits = 0x3fff_ffff;

/**
 * What a futex wait waits for: a word of shared memory, which everybody who maps it could change; or, of private memory, another
 * thread. Only some mutexes say who owns them; of the others whoever was woken last and has woken nobody since likely does.
 */
export function awaitedWord(
  world: World,
  life: Life,
  { call, word }: { call: Call; word: Word | null },
): Awaited {
  const hasThreads = life.liveTasks > 1;
  const self = hasThreads ? [{ process: life.id, fd: null }] : [];
  if (!word) return { fd: null, thing: null, heldBy: self, owner: null };
  const mapping = world.lives.filter(
    (one) =>
      one !== life && one.endMs === null && one.memory.mappings.some((each) => each.thing === word.within),
  );
  const heldBy = [...self, ...mapping.map((one) => ({ process: one.id, fd: null }))];
  const owner = ownerOf(world, call);
  if (owner)
    return {
      fd: null,
      thing: word.thing,
      heldBy: [{ process: owner.id, fd: null }],
      owner: { process: owner.id, isSure: true },
    };
  const taker = word.lastTaker;
  const likely =
    taker && taker !== life && taker.endMs === null ? { process: taker.id, isSure: false } : null;
  return { fd: null, thing: word.thing, heldBy, owner: likely };
}

function ownerOf(world: World, call: Call): Life | null {
  const value = decodeNumber(call.args[2]) ?? 0;
  if (value < waitersBit) return null;
  const owner = world.byPid.get(value & ownerBits);
  return owner && owner.endMs === null ? owner : null;
}

/** What a semop waits for: the first semaphore that it would lower, which everybody who knows the set could raise. */
export function awaitedSemaphore(world: World, life: Life, call: Call): Awaited {
  const set = setOf(world, life, call);
  const operations = operationsOf(world, life, call);
  const short = operations.find(
    ({ semaphore, change }) => change < 0 && (semaphore.value === null || semaphore.value < -change),
  );
  const heldBy = set ? knowersOf(world, set.users).filter((one) => one !== life) : [];
  return {
    fd: null,
    thing: (short ?? operations[0])?.semaphore.thing ?? null,
    heldBy: heldBy.map((one) => ({ process: one.id, fd: null })),
    owner: null,
  };
}

/** The living processes that know the number of a System V object: those that used it, and children that were born to them later. */
export function knowersOf(world: World, users: ReadonlyMap<Life, number>): readonly Life[] {
  const since = new Map(users);
  for (const life of world.lives) {
    const told = life.parent ? (since.get(life.parent) ?? Infinity) : Infinity;
    if (told <= life.startMs && !since.has(life)) since.set(life, life.startMs);
  }
  return world.lives.filter((life) => since.has(life) && life.endMs === null);
}
