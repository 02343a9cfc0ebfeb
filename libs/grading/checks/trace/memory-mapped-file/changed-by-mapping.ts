import { z } from 'zod';
import { placeOf } from '#libs/sandbox/place';
import type { FileStep } from '#libs/trace/file-step';
import { defineCondition } from '../../../condition.js';
import { baseOf, fileStory } from '../../../explain/files/file-story.js';
import { filesNamed } from '../../../explain/files/mapped-file.js';
import type { Wrong } from '../../../explain/wrong.js';
import { fillToken } from '../../../runs/seeded-data.js';

/**
 * Calls such as write(2), pwrite(2), writev(2), sendfile(2), copy_file_range(2) and splice(2) put at most `mostBytes` into the file `path`:
 * what is changed beyond them was stored into a mapping. With `keepsLength` no open with O_TRUNC and no ftruncate(2) gave it
 * another length than it had when it was placed. With `programs` only what these did counts.
 */
export const changedByMapping = defineCondition(
  'changed-by-mapping',
  {
    path: z.string(),
    mostBytes: z.number().int().min(0).default(0),
    keepsLength: z.boolean().default(false),
    programs: z.array(z.number().int().min(0)).min(1).optional(),
  },
  ({ path, mostBytes, keepsLength, programs }, seen) => {
    const whole = fillToken(path, seen.token);
    const files = filesNamed(seen, whole);
    const steps = fileStory(seen)
      .filter(({ program }) => programs?.includes(program) ?? true)
      .map(({ step }) => step)
      .filter(({ object, path: name }) => name === whole || (object !== null && files.has(object)));
    const writes = steps.flatMap((step) => (step.kind === 'write' ? [step] : []));
    const bytes = writes.reduce((sum, one) => sum + one.bytes, 0);
    if (bytes > mostBytes) return written(baseOf(whole), writes, { bytes, mostBytes });
    const length = seen.placed?.get(placeOf(whole))?.length;
    if (!keepsLength || length === undefined) return null;
    const cut = steps.find((step) => step.kind === 'cut' && step.sizeBytes !== length);
    if (cut?.kind !== 'cut') return null;
    return {
      en: `\`${baseOf(whole)}\` was given a length of ${cut.sizeBytes} bytes (ftruncate, or O_TRUNC); it has ${length}, and was to keep them all the time.`,
      zh: `\`${baseOf(whole)}\` 的长度被改成 ${cut.sizeBytes} 字节（ftruncate 或 O_TRUNC）；它有 ${length} 字节，应当始终保持不变。`,
    };
  },
);

type Write = Extract<FileStep, { kind: 'read' | 'write' }>;

function written(
  file: string,
  writes: readonly Write[],
  { bytes, mostBytes }: { readonly bytes: number; readonly mostBytes: number },
): Wrong {
  const call = writes.every(({ places }) => places) ? 'pwrite()' : 'write()';
  const often = writes.length === 1 ? '' : ` ${writes.length} times`;
  const oftenZh = writes.length === 1 ? '' : ` ${writes.length} 次`;
  const limit = mostBytes === 0 ? '' : ` At most ${mostBytes} bytes may be written so.`;
  const limitZh = mostBytes === 0 ? '' : `这样写入的最多可以有 ${mostBytes} 字节。`;
  return {
    about: [...new Set(writes.flatMap(({ object }) => (object === null ? [] : [object])))],
    en: `\`${file}\` was changed by ${call}${often} (${bytes} bytes in all), not through a mapping.${limit}`,
    zh: `\`${file}\` 是被 ${call}${oftenZh}（共 ${bytes} 字节）改变的，而不是经由映射。${limitZh}`,
  };
}
