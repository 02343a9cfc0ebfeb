import { z } from 'zod';
import { defineCondition } from '../../../condition.js';
import { capital } from '../../../explain/words/names.js';
import { baseOf, fileStory, nameByNumber } from '../../../explain/files/file-story.js';
import { fillToken } from '../../../runs/seeded-data.js';

/** Each of the `programs` wrote to the file that has the name `path`, by itself or by a process below it. */
export const wroteFile = defineCondition(
  'wrote-file',
  { path: z.string(), programs: z.array(z.number().int().min(0)).min(1) },
  ({ path, programs }, seen) => {
    const whole = fillToken(path, seen.token);
    const wrote = new Set(
      fileStory(seen)
        .filter(({ step }) => step.kind === 'write' && step.path === whole && step.bytes > 0)
        .map(({ program }) => program),
    );
    const idle = programs.find((program) => !wrote.has(program));
    if (idle === undefined) return null;
    const who = nameByNumber(seen, idle);
    return {
      en: `${capital(who.en)} never wrote to \`${baseOf(whole)}\`: all writers have to write to the same file.`,
      zh: `${who.zh}从未写过 \`${baseOf(whole)}\`：所有写者都应写同一个文件。`,
    };
  },
);
