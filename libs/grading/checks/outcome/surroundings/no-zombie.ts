import { z } from 'zod';
import type { Sight } from '#libs/sandbox/step';
import { defineCondition } from '../../../condition.js';
import { sightsOf, tooEarly } from '../../../explain/files/sights.js';
import { explainStop } from '../../../explain/hangs/stopped.js';

/**
 * No process is a zombie for longer than `forMs` while its parent lives, at none of the `look`s of this id: one that all looks in so
 * long a time saw. With 0 one look is enough.
 */
export const noZombie = defineCondition(
  'no-zombie',
  { look: z.string(), forMs: z.number().int().min(0).default(500) },
  ({ look, forMs }, seen) => {
    const sights = sightsOf(seen, look);
    if (sights.length === 0) return explainStop(seen) ?? tooEarly(seen);
    const found = findOld(sights, forMs);
    if (found === null) return null;
    const { pid, parentPid, name, ms } = found;
    return {
      en: `Process ${pid} (${name}) had ended and was still a zombie ${Math.round(ms)} ms later: its parent ${parentPid} never collected it with wait.`,
      zh: `进程 ${pid}（${name}）已经结束，${Math.round(ms)} 毫秒后仍是僵尸：它的父进程 ${parentPid} 没有用 wait 回收它。`,
    };
  },
);

interface Zombie {
  readonly pid: number;
  readonly parentPid: number;
  readonly name: string;
  readonly ms: number;
}

function findOld(sights: readonly Sight[], forMs: number): Zombie | null {
  let since = new Map<number, number>();
  for (const { atMs, processes } of sights) {
    const zombies = processes.filter(({ state }) => state === 'Z');
    since = new Map(zombies.map(({ pid }) => [pid, since.get(pid) ?? atMs]));
    const old = zombies.find(({ pid }) => atMs - (since.get(pid) ?? atMs) >= forMs);
    if (old) {
      const { pid, parentPid, name } = old;
      return { pid, parentPid, name, ms: atMs - (since.get(pid) ?? atMs) };
    }
  }
  return null;
}
