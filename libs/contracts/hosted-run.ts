import { z } from 'zod';
import { LanguageId, SourceFile } from './language.js';

/** One program of a hosted run, started from the built source of the same name. */
export const HostedProgram = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9_-]{0,30}$/),
  args: z.array(z.string().max(1000)).max(32),
  /** All of its standard input. */
  stdin: z.string().max(65_536),
});
export type HostedProgram = z.infer<typeof HostedProgram>;

/** Any programs, run side by side once, traced and ungraded. */
export const HostedRequest = z.strictObject({
  language: LanguageId,
  files: z.array(SourceFile),
  programs: z.array(HostedProgram).min(1).max(8),
});
export type HostedRequest = z.infer<typeof HostedRequest>;

/** What a hosted run did. Without `picture` it did not compile; output that is no UTF-8 is shown with U+FFFD. */
export const HostedResult = z.object({
  compiler: z.object({ exitCode: z.number().int(), says: z.string() }),
  ended: z.string(),
  programs: z.array(
    z.object({
      name: z.string(),
      exitCode: z.number().int().nullable(),
      signal: z.number().int().nullable(),
      stdout: z.string(),
      stderr: z.string(),
    }),
  ),
  picture: z.object({ svg: z.string(), text: z.string() }).nullable(),
});
export type HostedResult = z.infer<typeof HostedResult>;
