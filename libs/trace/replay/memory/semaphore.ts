import type { TracedCause } from '#libs/contracts/trace';
import type { Moment } from '../../strace/trace-event.js';
import type { Semaphore } from './memory-model.js';
import type { Life, World } from '../model.js';
import { tellWake } from './word.js';

/** A wait shorter than this may have been none: the tracer alone takes a part of it. */
const sureWaitMs = 0.3;

export interface Raise {
  readonly by: number;
  readonly life: Life;
  readonly at: Moment;
  readonly cause: TracedCause | null;
}

/**
 * Adds to a semaphore and tells whom that woke. Takes that came back are satisfied in the order in which they did, first from what
 * was there, then from what is added; who is not served by what was there had slept. Where the value is not known, only a long wait
 * counts, and the arrow is marked as inferred. See semop(2).
 */
export function raise(world: World, semaphore: Semaphore, { by, life, at, cause }: Raise): void {
  const waiting = semaphore.takes
    .filter((take) => !take.isServed && take.entered.position < at.position)
    .sort((a, b) => a.left.position - b.left.position);
  const [earliest] = [...waiting].sort((a, b) => a.entered.position - b.entered.position);
  const isKnown = semaphore.value !== null;
  const promised = semaphore.takes.reduce((sum, take) => (take.isServed ? sum + take.count : sum), 0);
  let pool = (semaphore.value ?? 0) - promised;
  let gift = by;
  for (const take of isKnown ? waiting : waiting.filter((one) => at.ms - one.entered.ms > sureWaitMs)) {
    const short = take.count - Math.max(0, pool);
    if (short > gift) break;
    take.isServed = true;
    pool = Math.max(0, pool) - take.count + Math.max(0, short);
    if (short <= 0) continue;
    gift -= short;
    const inferred = !isKnown || (take !== earliest && waiting.length > 1);
    tellWake(world, {
      word: semaphore,
      sleeper: take,
      from: life,
      sentMs: at.ms,
      inferred,
      cause,
      fromThread: cause ? null : world.thread,
    });
  }
  if (semaphore.value !== null) semaphore.value += by;
}

/** What the end of a process does to the semaphores that it changed with SEM_UNDO: the changes are taken back. See semop(2). */
export function undoSemaphores(world: World, life: Life): void {
  for (const set of world.semaphoreSets.values())
    for (const semaphore of set.semaphores.values()) {
      const by = semaphore.undo.get(life) ?? 0;
      semaphore.undo.delete(life);
      if (by < 0 && semaphore.value !== null) semaphore.value = Math.max(0, semaphore.value + by);
      if (by <= 0) continue;
      const at = { position: world.position, ms: world.ms };
      const cause = { process: life.id, fd: null, by: 'exit', atMs: world.ms } as const;
      raise(world, semaphore, { by, life, at, cause });
    }
}
