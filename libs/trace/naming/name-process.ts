import type { Sentence } from '#libs/contracts/sentence';
import type { History, ProcessLife } from '#libs/trace/history';
import { commandNameOf } from './command-of.js';

const generations: readonly Sentence[] = [
  { en: 'the parent', zh: '父进程' },
  { en: 'the child', zh: '子进程' },
  { en: 'the grandchild', zh: '孙进程' },
];

/** What a sentence calls a process: its command where that tells it from all others, else its place in the family; always its pid. */
export function nameProcess(history: History, processId: string): Sentence {
  const life = history.processes.find((one) => one.id === processId);
  if (!life) return { en: 'somebody', zh: '某个进程' };
  if (life.role === 'harness') return { en: 'the harness', zh: '测试框架' };
  const name = commandNameOf(history, processId);
  const others = history.processes.filter((one) => one.id !== processId && one.role !== 'harness');
  const isDistinct =
    name !== '' && others.length > 0 && others.every((one) => commandNameOf(history, one.id) !== name);
  if (isDistinct) return { en: `\`${name}\` (pid ${life.pid})`, zh: `\`${name}\`（pid ${life.pid}）` };
  if (others.length === 0) return { en: `the program (pid ${life.pid})`, zh: `程序（pid ${life.pid}）` };
  const generation = generations[depthOf(history, life)] ?? { en: 'the process', zh: '进程' };
  return { en: `${generation.en} (pid ${life.pid})`, zh: `${generation.zh}（pid ${life.pid}）` };
}

function depthOf(history: History, life: ProcessLife): number {
  const parent = history.processes.find((one) => one.id === life.parent);
  return parent ? 1 + depthOf(history, parent) : 0;
}
