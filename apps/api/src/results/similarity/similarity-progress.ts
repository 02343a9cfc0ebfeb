import type { SubmissionProgress } from '#libs/contracts/progress';
import type { SimilarityAnalysis } from '#libs/database/similarity.store';
import type {
  SimilarityAnalysisModel,
  SimilarityProgressModel,
  SimilarityState,
} from './similarity.model.js';

type WorkState = SubmissionProgress['state'];

/** What the states of a row that graders work on are called for an analysis. */
const states: Readonly<Record<WorkState, keyof typeof SimilarityState>> = {
  QUEUED: 'QUEUED',
  COMPILING: 'RUNNING',
  RUNNING: 'RUNNING',
  JUDGING: 'RUNNING',
  GRADED: 'DONE',
  NOT_GRADED: 'FAILED',
  CANCELLED: 'CANCELLED',
};

/** An analysis as it is shown; what it found has resolvers. */
export function showAnalysis(row: SimilarityAnalysis): SimilarityAnalysisModel {
  const { id, assignmentId, createdAt, createdById, endedAt, failure, pairsLeftOut, leftOutBelow } = row;
  return {
    id,
    assignmentId,
    createdAt,
    createdById,
    endedAt,
    failure,
    pairsLeftOut,
    leftOutBelow,
    ...row.choice,
    state: states[row.state],
    progress: progressOf({ ...row, submissionId: id }),
  };
}

/** Tells watchers of an analysis what they would be told of a submission, in its own words; ends its source when it is ended itself. */
export function showProgress(
  source: AsyncIterableIterator<SubmissionProgress>,
): AsyncIterableIterator<SimilarityProgressModel> {
  return {
    next: async () => {
      const { value, done } = await source.next();
      return done === true ? { value: undefined, done } : { value: progressOf(value), done: false };
    },
    return: async () => {
      await source.return?.();
      return { value: undefined, done: true };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

function progressOf(
  at: Pick<SubmissionProgress, 'submissionId' | 'state' | 'stage' | 'done' | 'total'>,
): SimilarityProgressModel {
  const { submissionId: analysisId, state, stage, done, total } = at;
  return { analysisId, state: states[state], stage, done, total };
}
