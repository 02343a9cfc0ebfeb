import { z } from 'zod';

const bytes = z.number().int().min(0);
const text = { text: z.string() };
const random = { random: bytes };
const lines = { lines: bytes };
const randomLines = { randomLines: bytes, longest: z.number().int().min(1).default(4_096) };
const everyByte = { everyByte: z.literal(true) };
const zeros = { zeros: bytes };
/** Orders to a bank: `transfer t1 5 2 1` and so on, each of 1 to `most`; `isHot` sends half of them to and fro between accounts 1 and 2. */
const transfers = {
  transfers: z.number().int().min(1).max(100_000),
  among: z.number().int().min(2).max(32),
  most: z.number().int().min(1).max(1_000),
  isHot: z.boolean().default(false),
};
const repeated = { repeat: z.string(), times: z.number().int().min(0).max(1_000_000) };

/**
 * Bytes made from the run's seed. `text` may hold `{{token}}`, which is replaced by a word that differs in every run; `random` is
 * that many arbitrary bytes, `randomLines` such bytes in lines of 1 to `longest`, `lines` that many bytes of short lower-case lines,
 * `everyByte` all 256 values and runs of NUL, `zeros` that many NUL bytes, `transfers` that many orders to a bank with accounts 1 to
 * `among`. `repeat` is a text so many times: in it `{{number}}` counts from 1, and `{{number:6}}` does so with six digits.
 */
export const Data = z.union([
  z.strictObject(text),
  z.strictObject(random),
  z.strictObject(lines),
  z.strictObject(randomLines),
  z.strictObject(everyByte),
  z.strictObject(zeros),
  z.strictObject(repeated),
  z.strictObject(transfers),
]);
export type Data = z.infer<typeof Data>;

const place = {
  path: z.string().min(1),
  /** Permissions in octal digits, such as '640'. */
  mode: z
    .string()
    .regex(/^[0-7]{3}$/)
    .optional(),
};

/**
 * What lies there before a program starts, owned by whom the programs run as: a file with content (`text: ''` for an empty one), a folder
 * or a FIFO. `path` is below `/box` or begins with `/box/`, `/tmp/`, `/dev/shm/` or `/mnt/`, and may hold `{{token}}`; folders around it
 * are made. Modes are 644, 755 for a folder, 600 for a FIFO, unless told.
 */
export const CaseFile = z.union([
  z.strictObject({ ...place, folder: z.literal(true) }),
  z.strictObject({ ...place, fifo: z.literal(true) }),
  z.strictObject({ ...place, ...text }),
  z.strictObject({ ...place, ...random }),
  z.strictObject({ ...place, ...lines }),
  z.strictObject({ ...place, ...everyByte }),
  z.strictObject({ ...place, ...zeros }),
  z.strictObject({ ...place, ...repeated }),
]);
export type CaseFile = z.infer<typeof CaseFile>;
