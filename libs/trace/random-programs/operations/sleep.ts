import type { World } from '../model.js';
import { say, type Choose } from './streams.js';

/** Who is to sleep, and who sees to it that it does before the story goes on. */
export interface Sleep {
  readonly sleeper: number;
  readonly watcher: number;
}

/** Begins a call that is known to sleep; now and then a signal interrupts it, and it goes on. */
export function fallAsleep(
  world: World,
  { sleeper, watcher, choose }: Sleep & { readonly choose: Choose },
  words: readonly (string | number)[],
): void {
  const [word, ...rest] = words;
  say(world, sleeper, `${word}&`, ...rest);
  say(world, watcher, 'asleep', sleeper);
  if (choose(4) !== 3) return;
  say(world, watcher, 'kill', sleeper);
  world.expected.push({ kind: 'signal', through: 'SIGUSR1', from: watcher, to: sleeper, text: '' });
  say(world, watcher, 'asleep', sleeper);
}

/** The call comes back. */
export function wakeUp(world: World, sleeper: number, through: { name: string; from: number }): void {
  say(world, sleeper, 'woke');
  world.expected.push({ kind: 'wake', through: through.name, from: through.from, to: sleeper, text: '' });
}

/** Processes besides some that could do something. */
export function othersAwake(world: World, asleep: readonly number[]): readonly number[] {
  return world.processes.flatMap((one, index) => (one.isAlive && !asleep.includes(index) ? [index] : []));
}
