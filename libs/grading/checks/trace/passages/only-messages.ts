import type { Sentence } from '#libs/contracts/sentence';
import type { IpcObject } from '#libs/trace/history';
import { defineCondition } from '../../../condition.js';
import { capital, nameProcess } from '../../../explain/words/names.js';
import { historyOf } from '../../../explain/seen-history.js';
import type { Wrong } from '../../../explain/wrong.js';
import type { CaseRun } from '../../../runs/case-run.js';

/**
 * No two processes have the same memory mapped, shared and writable by one of them, and no regular file was written by one process
 * and read or locked by another. Semaphores, such as those inside the queues of a language, do not count.
 */
export const onlyMessages = defineCondition('only-messages', {}, (_, seen) => {
  return sharedMemory(seen) ?? blackboard(seen) ?? locked(seen);
});

const memory = new Set(['shared-memory', 'memory-mapped-file', 'file']);

function isCounted(object: IpcObject): boolean {
  return memory.has(object.mechanism) && object.outside === null && object.role !== 'runtime';
}

// Of several programs nobody is a parent.
function nameOne(seen: CaseRun, id: string): Sentence {
  const history = historyOf(seen);
  const life = history.processes.find((one) => one.id === id);
  if (seen.run.programs.length < 2 || life === undefined) return nameProcess(history, id);
  const name = `\`${seen.run.programs[life.program ?? 0]?.name ?? seen.program}\``;
  return { en: `${name} with pid ${life.pid}`, zh: ` ${name}（pid ${life.pid}）` };
}

function sharedMemory(seen: CaseRun): Wrong | null {
  const history = historyOf(seen);
  for (const object of history.objects.filter(isCounted)) {
    const maps = history.mappings.filter((one) => one.object === object.id);
    const writer = maps.find((one) => one.access !== 'read');
    const other = maps.find((one) => one.process !== writer?.process);
    if (!writer || !other) continue;
    const [one, two] = [nameOne(seen, writer.process), nameOne(seen, other.process)];
    return {
      about: [object.id],
      en: `${capital(one.en)} and ${two.en} share writable memory (${object.name}); processes that pass messages share nothing.`,
      zh: `${one.zh}和${two.zh}共享可写内存（${object.name}）；靠消息传递协作的进程不共享任何东西。`,
    };
  }
  return null;
}

function blackboard(seen: CaseRun): Wrong | null {
  const history = historyOf(seen);
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
  const [one, two] = [nameOne(seen, read.from), nameOne(seen, read.to)];
  return {
    about: [read.through],
    en: `${capital(one.en)} wrote ${files.get(read.through)?.name ?? 'a file'} and ${two.en} read it: that is a blackboard, and no message.`,
    zh: `${one.zh}写了 ${files.get(read.through)?.name ?? '一个文件'}，${two.zh}读了它：那是黑板，不是消息。`,
  };
}

// A lock on a file tells others something, too.
function locked(seen: CaseRun): Wrong | null {
  const locks = (historyOf(seen).fileSteps ?? []).filter(
    (step) => step.kind === 'lock' && step.path !== null,
  );
  const second = locks.find((step) =>
    locks.some((other) => other.object === step.object && other.process !== step.process),
  );
  const first = locks.find((step) => step.object === second?.object && step.process !== second?.process);
  if (!first || !second) return null;
  const [one, two] = [nameOne(seen, first.process), nameOne(seen, second.process)];
  return {
    about: [first.process, second.process],
    en: `${capital(one.en)} and ${two.en} both locked ${first.path ?? 'a file'}: a lock decided, and no message.`,
    zh: `${one.zh}和${two.zh}都锁过 ${first.path ?? '一个文件'}：作决定的是锁，不是消息。`,
  };
}
