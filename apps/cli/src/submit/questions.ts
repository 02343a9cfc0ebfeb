import { z } from 'zod';
import { LanguageId, type SourceFile } from '#libs/contracts/language';
import { SubmissionState } from '#libs/contracts/progress';
import { Report, RunSummary } from '#libs/contracts/report';
import type { Question } from './server.js';

const Offer = z.object({ programs: z.array(z.string()), languages: z.array(LanguageId) });

/** What an exercise takes. */
export type Offer = z.infer<typeof Offer>;

const Offered = z.object({ exercise: Offer });
const Assigned = z.object({ assignment: z.object({ exercise: Offer }) });
const Submitted = z.object({ submit: z.object({ id: z.string(), state: SubmissionState }) });

/** GraphQL says null where the report of the command line leaves something out. */
const said = z.string().nullish();
const Run = RunSummary.extend({
  picture: said,
  onPurpose: said,
  onPurposeZh: said,
  schedule: z.number().nullish(),
}).transform(({ picture, onPurpose, onPurposeZh, schedule, ...run }) => ({
  ...run,
  ...(typeof schedule === 'number' && { schedule }),
  ...(picture && { picture }),
  ...(onPurpose && { onPurpose }),
  ...(onPurposeZh && { onPurposeZh }),
}));
const Ended = z.object({
  submission: z.object({ state: SubmissionState, report: Report.extend({ runs: z.array(Run) }).nullable() }),
});

/** What the server takes for an exercise. */
export function offerOf(slug: string): Question<z.infer<typeof Offered>> {
  return {
    query: 'query ($slug: String!) { exercise(slug: $slug) { programs languages } }',
    variables: { slug },
    shape: Offered,
  };
}

/** What the server takes for an assignment. */
export function offerOfAssignment(id: string): Question<z.infer<typeof Assigned>> {
  return {
    query: 'query ($id: ID!) { assignment(id: $id) { exercise { programs languages } } }',
    variables: { id },
    shape: Assigned,
  };
}

/** What is handed in; sent again after a lost answer, the same key is the same submission. */
export interface HandIn {
  readonly exercise: string;
  readonly language: LanguageId;
  readonly files: readonly SourceFile[];
  /** Null for practice. */
  readonly assignmentId: string | null;
  readonly idempotencyKey: string;
}

/** Hands in. */
export function handIn(input: HandIn): Question<z.infer<typeof Submitted>> {
  return {
    query: 'mutation ($input: SubmitInput!) { submit(input: $input) { id state } }',
    variables: { input },
    shape: Submitted,
  };
}

/** How a submission ended, and its report when it has one. */
export function endOf(id: string): Question<z.infer<typeof Ended>> {
  return {
    query: `query ($id: ID!) { submission(id: $id) { state report {
      exercise exerciseHash language outcome passed points maxPoints seed
      checks { name group points maxPoints passed says saysZh runs seed lesson { mechanism en zh } }
      compiler { exitCode says } runs { id case trace picture schedule onPurpose onPurposeZh } sandbox { engine image limits }
      timing { queueMs compileMs runMs totalMs }
    } } }`,
    variables: { id },
    shape: Ended,
  };
}
