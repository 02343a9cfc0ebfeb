import { z } from 'zod';
import { LanguageId, type SourceFile } from '#libs/contracts/language';
import { Sentence } from '#libs/contracts/sentence';
import { Transfer } from '#libs/contracts/trace';

/** What a promise asks of a transfer; whatever it leaves out may be anything. `from` and `to` are names out of `processes`. */
export const DemoPromise = z.strictObject({
  /** Null: nobody inside the run sent it, such as a timer. */
  from: z.string().nullable(),
  /** Null: nobody received it. */
  to: z.string().nullable(),
  /** The kind of the object it goes through, such as `pipe` or `posix-mq`. */
  through: z.string(),
  /** What the object is called, such as `SIGUSR1`. */
  name: z.string().optional(),
  kind: Transfer.shape.kind.default('data'),
  bytes: z.number().int().min(0).optional(),
  /** Its first bytes, escaped as in a trace. */
  text: z.string().optional(),
  sends: z.number().int().min(1).optional(),
  priority: z.number().int().optional(),
  messageType: z.number().int().optional(),
  value: z.number().optional(),
  inferred: z.boolean().optional(),
  /** How many transfers like this there are. */
  times: z.number().int().min(1).max(1000).default(1),
});
export type DemoPromise = z.infer<typeof DemoPromise>;

const Command = z.array(z.string().min(1)).min(1);

/** The text of a `demo.yaml`. */
export const DemoHead = z.strictObject({
  title: Sentence,
  /** What it does and what to look at, a few sentences of Markdown. */
  summary: Sentence,
  language: LanguageId,
  /** Programs to build: `NAME` from `NAME.c`. */
  programs: z.array(z.string().regex(/^[a-z][a-z0-9_-]{0,30}$/)).min(1),
  command: Command,
  /** Further commands beside the first, as `ipclab trace --start` takes them. */
  start: z.array(Command).max(8).default([]),
  /** What promises call the processes: the name of its program for one, and in the order of their birth for all others. */
  processes: z.array(z.string()).min(1),
  /** Every transfer of data between two processes, and whatever else is worth a promise. */
  promises: z.array(DemoPromise).min(1),
});
export type DemoHead = z.infer<typeof DemoHead>;

/** A small program that shows one kind of object at work, and what its trace must hold. */
export interface Demo extends DemoHead {
  /** `pipe/demo/question-and-answer` */
  readonly slug: string;
  readonly mechanism: string;
  readonly folder: string;
  readonly files: readonly SourceFile[];
}
