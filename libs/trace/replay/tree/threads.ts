import type { Task } from '../../strace/trace-event.js';
import type { Life, World } from '../model.js';

/** Ends one thread of a process. */
export function endThread(world: World, life: Life, task: Task): void {
  const thread = life.threads.find((one) => one.task === task);
  if (thread) thread.endMs ??= world.ms;
}

/** Ends all threads of a process but the one that goes on: its exit, or an execve(2) in one of them. */
export function endThreads(world: World, life: Life): void {
  for (const thread of life.threads) if (thread.startMs < world.ms) thread.endMs ??= world.ms;
}

/** The name of a thread; null for the first one of its process. */
export function threadOf(life: Life, task: Task): string | null {
  return life.threads.find((one) => one.task === task)?.id ?? null;
}
