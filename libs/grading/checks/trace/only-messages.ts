import type { History, IpcObject } from '#libs/trace/history';
import { defineCondition } from '../../condition.js';
import { capital, nameProcess } from '../../explain/names.js';
import { historyOf } from '../../explain/seen-history.js';
import type { Wrong } from '../../explain/wrong.js';

/**
 * No two processes have the same memory mapped, shared and writable by one of them, and no regular file was written by one process
 * and read or locked by another. Semaphores, such as those inside the queues of a language, do not count.
 */
export const onlyMessages = defineCondition('only-messages', {}, (_, seen) => {
  const history = historyOf(seen);
  return sharedMemory(history) ?? blackboard(history);
});

const memory = new Set(['shared-memory', 'memory-mapped-file', 'file']);

function isCounted(object: IpcObject): boolean {
  return memory.has(object.mechanism) && object.outside === null && object.role !== 'runtime';
}

function sharedMemory(history: History): Wrong | null {
  for (const object of history.objects.filter(isCounted)) {
    const maps = history.mappings.filter((one) => one.object === object.id);
    const writer = maps.find((one) => one.access !== 'read');
    const other = maps.find((one) => one.process !== writer?.process);
    if (!writer || !other) continue;
    const [one, two] = [nameProcess(history, writer.process), nameProcess(history, other.process)];
    return {
      about: [object.id],
      en: `${capital(one.en)} and ${two.en} share writable memory (${object.name}); processes that pass messages share nothing.`,
      zh: `${one.zh}和${two.zh}共享可写内存（${object.name}）；靠消息传递协作的进程不共享任何东西。`,
    };
  }
  return null;
}

function blackboard(history: History): Wrong | null {
  const files = new Map(history.objects.filter(isCounted).map((one) => [one.id, one]));
  const read = history.transfers.find(
    (flow) =>
      flow.kind === 'data' &&
      files.has(flow.through) &&
      flow.from !== null &&
      flow.to !== null &&
      flow.from !== flow.to,
  );
  if (!read?.from || !read.to) return null;
  const [one, two] = [nameProcess(history, read.from), nameProcess(history, read.to)];
  return {
    about: [read.through],
    en: `${capital(one.en)} wrote ${files.get(read.through)?.name ?? 'a file'} and ${two.en} read it: that is a blackboard, and no message.`,
    zh: `${one.zh}写了 ${files.get(read.through)?.name ?? '一个文件'}，${two.zh}读了它：那是黑板，不是消息。`,
  };
}
