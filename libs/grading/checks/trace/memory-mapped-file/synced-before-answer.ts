import { z } from 'zod';
import type { Sentence } from '#libs/contracts/sentence';
import { defineCondition } from '../../../condition.js';
import { baseOf, programsByProcess } from '../../../explain/files/file-story.js';
import { filesNamed } from '../../../explain/files/mapped-file.js';
import { historyOf } from '../../../explain/seen-history.js';
import type { CaseRun } from '../../../runs/case-run.js';
import { fillToken } from '../../../runs/seeded-data.js';

/**
 * Between the read that brought a `program` the line `command` and the next byte that it printed, it asked for the file `path` to be on the
 * device, and was told that it is: msync(2) with MS_SYNC of memory in it, fsync(2), fdatasync(2), or sync(2) and syncfs(2). The command has
 * to be a line of its own, given when all others have been answered.
 */
export const syncedBeforeAnswer = defineCondition(
  'synced-before-answer',
  { path: z.string(), command: z.string().min(1), program: z.number().int().min(0).default(0) },
  ({ path, command, program }, seen) => {
    const file = fillToken(path, seen.token);
    const asked = askedAt(seen, program, command);
    if (asked === null) return unread(command);
    const answered = answeredAt(seen, program, asked);
    if (answered === null) return unanswered(command);
    const wasForced = forcedTimes(seen, program, file).some((atMs) => atMs >= asked && atMs <= answered);
    return wasForced
      ? null
      : {
          en: `${command} was answered without msync(MS_SYNC), fsync or fdatasync of \`${baseOf(file)}\`: what others see is in memory, and on the device later.`,
          zh: `回答 ${command} 之前没有对 \`${baseOf(file)}\` 调用 msync(MS_SYNC)、fsync 或 fdatasync：别的进程看到的内容在内存里，过后才会到达设备。`,
        };
  },
);

/** The ids of a program's processes. */
function processesOf(seen: CaseRun, program: number): ReadonlySet<string> {
  const all = [...programsByProcess(seen)].filter(([, one]) => one === program);
  return new Set(all.map(([process]) => process));
}

function endsOf(seen: CaseRun, outside: 'stdin' | 'stdout'): ReadonlySet<string> {
  const { objects } = historyOf(seen);
  return new Set(objects.filter((object) => object.outside === outside).map(({ id }) => id));
}

function askedAt(seen: CaseRun, program: number, command: string): number | null {
  const [own, inputs] = [processesOf(seen, program), endsOf(seen, 'stdin')];
  const read = historyOf(seen).transfers.findLast(
    ({ kind, to, through, head }) =>
      kind === 'data' &&
      to !== null &&
      own.has(to) &&
      inputs.has(through) &&
      Buffer.from(head).toString('latin1').startsWith(command),
  );
  return read?.receivedMs ?? null;
}

function answeredAt(seen: CaseRun, program: number, asked: number): number | null {
  const [own, outputs] = [processesOf(seen, program), endsOf(seen, 'stdout')];
  const write = historyOf(seen).transfers.find(
    ({ kind, from, through, sentMs }) =>
      kind === 'data' && from !== null && own.has(from) && outputs.has(through) && sentMs >= asked,
  );
  return write?.sentMs ?? null;
}

// Of calls that came back without an error.
function forcedTimes(seen: CaseRun, program: number, file: string): readonly number[] {
  const [own, files] = [processesOf(seen, program), filesNamed(seen, file)];
  const { fileSteps = [], transfers } = historyOf(seen);
  const forced = fileSteps.filter(
    ({ kind, process, object }) =>
      kind === 'force' && own.has(process) && (object === null || files.has(object)),
  );
  const synced = transfers.filter(
    ({ kind, from, through }) => kind === 'mapping' && from !== null && own.has(from) && files.has(through),
  );
  return [...forced.map(({ atMs }) => atMs), ...synced.map(({ sentMs }) => sentMs)];
}

function unread(command: string): Sentence {
  return { en: `Nobody read the line ${command}.`, zh: `没有进程读取 ${command} 这一行。` };
}

function unanswered(command: string): Sentence {
  return {
    en: `Nothing was printed after ${command} had been read.`,
    zh: `读到 ${command} 之后没有输出任何内容。`,
  };
}
