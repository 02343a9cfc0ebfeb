import type { TracedCause } from '#libs/contracts/trace';
import type { Call } from '../../strace/trace-event.js';
import { mappingAt } from './mapping-table.js';
import { makeThing } from '../things.js';
import type { Sleeper, Word } from './memory-model.js';
import type { Life, World } from '../model.js';

/** So many finished waits of one word are remembered for a wake that has not been seen to return. */
const sleepersMax = 256;

/**
 * The word of shared memory at an address, the same for all processes that map it, wherever; null when the memory is private.
 * See futex(2), "Futexes": the kernel knows a shared one by its place in the object. A named semaphore is one word with a name.
 */
export function wordAt(world: World, life: Life, address: number | null): Word | null {
  const mapping = address === null ? undefined : mappingAt(life.memory, address);
  if (address === null || !mapping) return null;
  const offset = mapping.offset + address - mapping.start;
  const key = `${mapping.thing.id}+${offset}`;
  const known = world.words.get(key);
  if (known) return known;
  const within = mapping.thing;
  const thing =
    within.kind === 'semaphore'
      ? within
      : makeThing(world, {
          mechanism: 'synchronisation',
          kind: 'futex',
          name: `${within.name}, byte ${offset}`,
          madeBy: null,
        });
  const word: Word = { thing, within, sleepers: [], lastTaker: null };
  world.words.set(key, word);
  return word;
}

/** Remembers a wait that came back because somebody ended it. */
export function addSleeper(word: Word, waiting: { life: Life; thread: string | null; call: Call }): void {
  const { life, thread, call } = waiting;
  if (!call.left) return;
  word.sleepers.push({ life, thread, entered: call.entered, left: call.left });
  if (word.sleepers.length > sleepersMax) word.sleepers.shift();
}

/**
 * Draws the arrows of a wake that ended `count` waits. The kernel wakes in the order of arrival, futex(2); who returned first says
 * the same, unless things happened so close together that the log cannot tell: then the arrow is marked as inferred.
 */
export function wake(world: World, word: Word, { life, call, count }: Waking): void {
  const left = call.left?.position ?? Infinity;
  const asleep = word.sleepers.filter(
    (one) => one.entered.position < left && one.left.position > call.entered.position,
  );
  const byReturn = [...asleep].sort((a, b) => a.left.position - b.left.position).slice(0, count);
  const byArrival = [...asleep].sort((a, b) => a.entered.position - b.entered.position).slice(0, count);
  for (const sleeper of byReturn) {
    const isSure = byArrival.some((one) => one.life === sleeper.life);
    forget(word, sleeper);
    word.lastTaker = sleeper.life;
    tellWake(world, {
      word,
      sleeper,
      from: life,
      sentMs: call.entered.ms,
      inferred: !isSure,
      cause: null,
      fromThread: world.thread,
    });
  }
}

export interface Waking {
  readonly life: Life;
  readonly call: Call;
  readonly count: number;
}

export interface ToldWake {
  readonly word: Pick<Word, 'thing'>;
  readonly sleeper: Sleeper;
  readonly from: Life;
  readonly sentMs: number;
  readonly inferred: boolean;
  readonly cause: TracedCause | null;
  readonly fromThread?: string | null;
}

/** Adds the arrow from who ended a wait to who waited; threads of one process need none. */
export function tellWake(world: World, told: ToldWake): void {
  const { word, sleeper, from, sentMs, inferred, cause } = told;
  if (from === sleeper.life || sleeper.left.position >= world.stopPosition) return;
  world.flows.push({
    kind: 'wake',
    from: from.id,
    to: sleeper.life.id,
    through: word.thing.id,
    fromFd: null,
    toFd: null,
    sentMs,
    receivedMs: sleeper.left.ms,
    bytes: 0,
    offset: 0,
    head: new Uint8Array(),
    inferred,
    cause,
    fromThread: told.fromThread ?? null,
    toThread: sleeper.thread,
  });
}

/**
 * Waits that came back though nobody woke them. One that was moved on to a lock that was free was ended by that; the others the
 * kernel ended, when a process died that held a robust mutex: told, as inferred, only where exactly one process that could see the
 * word died meanwhile. See set_robust_list(2).
 */
export function wakeHeirs(world: World): void {
  for (const word of world.words.values())
    for (const sleeper of word.sleepers) {
      const { movedBy } = sleeper;
      if (movedBy) {
        const { life: from, thread: fromThread, ms: sentMs } = movedBy;
        tellWake(world, { word, sleeper, from, fromThread, sentMs, inferred: false, cause: null });
      } else tellDeath(world, word, sleeper);
    }
}

function tellDeath(world: World, word: Word, sleeper: Sleeper): void {
  const ended = world.lives.filter(
    (life) =>
      life.endMs !== null &&
      life !== sleeper.life &&
      sleeper.entered.ms <= life.endMs &&
      life.endMs <= sleeper.left.ms &&
      mapped(world, life, word),
  );
  const [from] = ended;
  if (ended.length !== 1 || !from) return;
  const cause = { process: from.id, fd: null, by: 'exit', atMs: from.endMs ?? 0 } as const;
  tellWake(world, { word, sleeper, from, sentMs: cause.atMs, inferred: true, cause });
}

function mapped(world: World, life: Life, word: Word): boolean {
  return world.mappingSpans.some(
    (span) => span.process === life.id && span.object === word.within.id && span.untilMs === life.endMs,
  );
}

function forget(word: Word, sleeper: Sleeper): void {
  word.sleepers.splice(word.sleepers.indexOf(sleeper), 1);
}
