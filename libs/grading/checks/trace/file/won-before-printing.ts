import { z } from 'zod';
import { defineCondition } from '../../../condition.js';
import {
  fileStory,
  nameByNumber,
  programsByProcess,
  type StoryStep,
} from '../../../explain/files/file-story.js';
import { messageNumber } from '../../../explain/files/messages-in-folder.js';
import { capital } from '../../../explain/words/names.js';
import { historyOf } from '../../../explain/seen-history.js';
import type { CaseRun } from '../../../runs/case-run.js';
import { fillToken } from '../../../runs/seeded-data.js';

/**
 * Who prints a message of the mailbox `folder` has won it by then: by a rename or unlink of its name that succeeded, or by an exclusive
 * lock held since before it looked. The `programs` print nothing but messages.
 */
export const wonBeforePrinting = defineCondition(
  'won-before-printing',
  { folder: z.string(), programs: z.array(z.number().int().min(0)).min(1) },
  ({ folder, programs }, seen) => {
    const story = fileStory(seen);
    const early = programs
      .map((program) => earlyPrint(seen, { story, folder: fillToken(folder, seen.token), program }))
      .find((wrong) => wrong !== null);
    return early ?? null;
  },
);

interface Taker {
  readonly story: readonly StoryStep[];
  readonly folder: string;
  readonly program: number;
}

function earlyPrint(seen: CaseRun, { story, folder, program }: Taker) {
  const own = story.filter((one) => one.program === program);
  let printed = 0;
  for (const { sentMs, bytes } of printsOf(seen, program)) {
    printed += bytes;
    const before = own.filter(({ step }) => step.atMs <= sentMs);
    const won = before
      .filter(({ step }) => step.kind === 'unlink' || step.kind === 'rename')
      .filter(({ step }) => messageNumber(folder, step.path) !== null)
      .reduce((sum, { step }) => sum + sizeOf(story, step.object), 0);
    const isLocked = (before.at(-1)?.locks.length ?? 0) > 0;
    if (printed <= won || isLocked) continue;
    const who = nameByNumber(seen, program);
    return {
      en: `${capital(who.en)} printed a message before it had won it: rename or unlink of its name comes first, and only one process succeeds with that.`,
      zh: `${who.zh}在赢得消息之前就把它打印了：应当先对它的名字做 rename 或 unlink，只有一个进程能成功。`,
    };
  }
  return null;
}

function printsOf(seen: CaseRun, program: number) {
  const history = historyOf(seen);
  const programOfProcess = programsByProcess(seen);
  const outputs = new Set(history.objects.filter(({ outside }) => outside === 'stdout').map(({ id }) => id));
  return history.transfers.filter(
    ({ kind, from, through }) =>
      kind === 'data' && outputs.has(through) && from !== null && programOfProcess.get(from) === program,
  );
}

// What was written to it while the programs ran.
function sizeOf(story: readonly StoryStep[], object: string | null): number {
  return story.reduce(
    (sum, { step }) => (step.kind === 'write' && step.object === object ? sum + step.bytes : sum),
    0,
  );
}
