import { readFileSync } from 'node:fs';
import type { TraceRoot } from '../tracer.js';

/** The numbers on this host of programs that the runner has just forked. `NSpid` lists a process's numbers from outside to inside. */
export async function hostPids(runnerPid: number, roots: readonly TraceRoot[]): Promise<readonly number[]> {
  const children = readFileSync(`/proc/${runnerPid}/task/${runnerPid}/children`, 'utf8').trim().split(' ');
  const byInside = new Map(children.map((pid) => [insidePid(pid), Number(pid)]));
  return roots.map(({ pid, program }) => {
    const found = byInside.get(pid);
    if (found === undefined)
      throw new Error(`Program ${program} (pid ${pid} inside) is no child of the runner.`);
    return found;
  });
}

function insidePid(hostPid: string): number {
  const numbers = /^NSpid:\t(.*)$/m.exec(readFileSync(`/proc/${hostPid}/status`, 'utf8'))?.[1];
  return Number(numbers?.split('\t').at(-1));
}
