import { z } from 'zod';
import { defineCondition } from '../../../condition.js';
import { fillToken } from '../../../runs/seeded-data.js';

/** The program did not end with status 0 while the file `path` holds fewer than `bytes` bytes: what is lost is told. */
export const wholeOrTold = defineCondition(
  'whole-or-told',
  { path: z.string(), bytes: z.number().int().min(1), program: z.number().int().min(0).default(0) },
  ({ path, bytes, program }, seen) => {
    const end = seen.run.programs[program]?.end;
    const size = seen.run.files.get(fillToken(path, seen.token))?.length ?? 0;
    if (end?.kind !== 'exited' || end.code !== 0 || size >= bytes) return null;
    return {
      en: `Only ${size} of ${bytes} bytes are in the file, and the exit code is 0.`,
      zh: `文件中只有 ${bytes} 字节中的 ${size} 字节，而退出状态却是 0。`,
    };
  },
);
