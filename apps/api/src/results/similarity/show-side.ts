import type { OperationContext } from '../../graphql/graphql-options.js';
import { showSubmission } from '../../submissions/submission-connection.js';
import type { SimilarProgramModel } from './similar-pair.model.js';

/**
 * A compared hand-in as whoever asks may see it: whose it is, and what is in it, only where they teach. Null when it is gone, for its
 * person was erased.
 */
export async function showSide(
  { caller, loaders }: OperationContext,
  programId: string,
): Promise<SimilarProgramModel | null> {
  const side = await loaders.similarity.side.load(programId);
  if (side === null) return null;
  const { program, submission } = side;
  const { id, isEarlier, outcome, isPartlyRead, personIds } = program;
  const shown = { id, isEarlier, outcome, isPartlyRead };
  const { assignmentId } = submission;
  const { person } = caller;
  const teaches = person !== null && (await loaders.isStaff.load({ person, assignmentId }));
  return teaches
    ? { ...shown, submission: showSubmission(submission), personIds }
    : { ...shown, submission: null, personIds: [] };
}
