import { z } from 'zod';
import { Report } from '#libs/contracts/report';
import type { SourceFile } from '#libs/contracts/language';
import type { Question } from './ask.js';

export const PictureAnswer = z.object({
  run: z.string(),
  name: z.string(),
  svg: z.string(),
  text: z.string(),
});
export type PictureAnswer = z.infer<typeof PictureAnswer>;

/** The report as the api types it; `picture` of a run is null where the contract leaves it out. */
const ReportAnswer = Report.extend({
  runs: z.array(
    z.object({ id: z.string(), case: z.string(), trace: z.boolean(), picture: z.string().nullish() }),
  ),
});
export type ReportAnswer = z.infer<typeof ReportAnswer>;

const Handed = z.object({ submit: z.object({ id: z.string() }) });
const Ended = z.object({
  submission: z.object({ report: ReportAnswer.nullable(), pictures: z.array(PictureAnswer) }),
});

/** What a student hands in. */
export interface HandIn {
  readonly exercise: string;
  readonly language: string;
  readonly files: readonly SourceFile[];
  /** Left out for practice. */
  readonly assignmentId?: string;
}

/** Hands in; the key keeps a double click from being two submissions. */
export function handIn(input: HandIn): Question<z.infer<typeof Handed>> {
  return {
    document: 'mutation HandIn($input: SubmitInput!) { submit(input: $input) { id } }',
    shape: Handed,
    variables: { input: { ...input, language: input.language, idempotencyKey: crypto.randomUUID() } },
  };
}

/** Report and pictures of a submission that has ended. */
export function readSubmission(id: string): Question<z.infer<typeof Ended>> {
  return {
    document: `query Ended($id: ID!) {
      submission(id: $id) {
        report {
          exercise exerciseHash language outcome passed points maxPoints seed
          checks { name group points maxPoints passed says saysZh runs seed lesson { mechanism en zh } }
          compiler { exitCode says }
          runs { id case trace picture }
          sandbox { engine image limits }
          timing { queueMs compileMs runMs totalMs }
        }
        pictures { run name svg text }
      }
    }`,
    shape: Ended,
    variables: { id },
  };
}
