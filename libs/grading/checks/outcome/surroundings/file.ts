import { z } from 'zod';
import { Sentence } from '#libs/contracts/sentence';
import { placeOf } from '#libs/sandbox/place';
import { placeOfRemnant, type Remnant } from '#libs/sandbox/remnant';
import { defineCondition } from '../../../condition.js';
import { explainFileDifference } from '../../../explain/files/file-difference.js';
import { sayFile } from '../../../explain/files/file-sentences.js';
import { sightsOf, tooEarly } from '../../../explain/files/sights.js';
import { explainStop } from '../../../explain/hangs/stopped.js';
import type { Wrong } from '../../../explain/wrong.js';
import type { CaseRun } from '../../../runs/case-run.js';
import { fillToken } from '../../../runs/seeded-data.js';
import { Wanted, wantedBytes } from '../../../runs/wanted-bytes.js';

const FileKind = z.enum(['regular', 'folder', 'fifo', 'socket']);
const count = z.number().int().min(0);

const fields = {
  /** As in `files` of a case. */
  path: z.string().min(1),
  look: z.string().optional(),
  absent: z.literal(true).optional(),
  is: FileKind.optional(),
  mode: z
    .string()
    .regex(/^[0-7]{3}$/)
    .optional(),
  bytes: z.strictObject({ from: count.default(0), to: count }).optional(),
  sameAs: z.string().optional(),
  /** Both together mean the look of `sameAs`. */
  notLongerThan: z.string().optional(),
  equals: Wanted.optional(),
  program: count.default(0),
  hint: Sentence.optional(),
};
type Asked = z.infer<z.ZodObject<typeof fields>>;

/**
 * A file is as wanted when the run is over, or was so at the last `look` of this id: it is `absent`, or there, of the kind `is`, with
 * permissions `mode`, so many `bytes` long, the same inode as at the last look `sameAs`, not longer than at the last look `notLongerThan`,
 * and, only when the run is over, `equals` the wanted bytes (those of `stdout`; an `input` is that of `program`). `path` is below `/box` or
 * begins with `/box/`, `/tmp/`, `/dev/shm/` or `/mnt/`, and may hold `{{token}}`; `/dev/mqueue/` is fine for `mode`, `sameAs` and `absent`.
 * `hint` comes before the sentence.
 */
export const file = defineCondition('file', fields, (wanted, seen) => {
  const stopped = explainStop(seen);
  if (stopped) return stopped;
  const wrong = judgeFile(wanted, seen);
  const { hint } = wanted;
  return wrong && hint ? { en: `${hint.en} ${wrong.en}`, zh: `${hint.zh}${wrong.zh}` } : wrong;
});

function judgeFile(wanted: Asked, seen: CaseRun): Wrong | null {
  const name = placeOf(fillToken(wanted.path, seen.token));
  const all =
    wanted.look === undefined ? (seen.run.everything ?? []) : sightsOf(seen, wanted.look).at(-1)?.everything;
  if (all === undefined) return tooEarly(seen);
  const say = sayFile(name, wanted.look === undefined ? 'at-the-end' : 'in-the-middle');
  const found = all.find((one) => placeOfRemnant(one) === name);
  if (found === undefined) return wanted.absent === true ? null : say.missing();
  if (wanted.absent === true) return say.stillThere();
  const kind = kindOf(found);
  if (wanted.is !== undefined && wanted.is !== kind) return say.wrongKind(kind, wanted.is);
  const mode = found.mode.toString(8).padStart(3, '0');
  if (wanted.mode !== undefined && mode !== wanted.mode) return say.wrongMode(mode, wanted.mode);
  if (wanted.bytes && !(found.bytes >= wanted.bytes.from && found.bytes <= wanted.bytes.to))
    return say.wrongLength(found.bytes, wanted.bytes);
  return judgeChange(wanted, { found, name }, seen) ?? judgeContent(wanted, name, seen) ?? null;
}

function judgeChange(
  { sameAs, notLongerThan, look }: Asked,
  { found, name }: { readonly found: Remnant; readonly name: string },
  seen: CaseRun,
): Wrong | null {
  const earlier = sameAs ?? notLongerThan;
  if (earlier === undefined) return null;
  const before = sightsOf(seen, earlier)
    .at(-1)
    ?.everything.find((one) => placeOfRemnant(one) === name);
  const say = sayFile(name, look === undefined ? 'at-the-end' : 'in-the-middle');
  if (before === undefined) return say.notThereBefore();
  if (sameAs !== undefined && before.inode !== found.inode) return say.replaced(before.inode, found.inode);
  if (notLongerThan === undefined || found.bytes <= before.bytes) return null;
  return say.grown(before.bytes, found.bytes);
}

function judgeContent(wanted: Asked, name: string, seen: CaseRun): Wrong | null {
  if (wanted.equals === undefined) return null;
  const content = seen.run.files.get(fillToken(wanted.path, seen.token));
  if (content === undefined) return sayFile(name, 'at-the-end').notReadable();
  return explainFileDifference(name, Buffer.from(content), wantedBytes(wanted.equals, seen, wanted.program));
}

function kindOf({ kind }: Remnant): z.infer<typeof FileKind> {
  return kind === 'folder' || kind === 'fifo' || kind === 'socket' ? kind : 'regular';
}
