import type { AttemptsSoFar } from '#libs/courses/may-hand-in';
import { Prisma } from '../generated/client.js';
import type { Submission as Row } from '../generated/client.js';
import type { AssignmentHandIn } from '../submissions.store.js';
import { refreshScores } from './refresh-scores.js';

/** Whose attempts are counted together: a group's, or one person's. */
export interface Counted {
  readonly assignmentId: string;
  readonly groupId: string | null;
  readonly personId: string;
}

/**
 * Adds a hand-in for an assignment while no other one of the same group is added; of one person that is seen to already. Who is in the
 * group now shares its score.
 */
export async function createHandIn(
  prisma: Prisma.TransactionClient,
  data: Prisma.SubmissionUncheckedCreateInput,
  handIn: AssignmentHandIn,
): Promise<Row> {
  const { assignmentId, groupId, submittedAt } = handIn;
  if (groupId !== null)
    await prisma.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${groupId}, 0))`;
  handIn.admit(await soFarOf(prisma, { assignmentId, groupId, personId: data.personId }));
  const row = await prisma.submission.create({ data: { ...data, assignmentId, groupId, submittedAt } });
  if (groupId !== null) {
    await prisma.$executeRaw`
      INSERT INTO "HandInMember" ("submissionId", "assignmentId", "personId")
      SELECT ${row.id}, ${assignmentId}, "personId" FROM "GroupMember" WHERE "groupId" = ${groupId}`;
  }
  return row;
}

/** Counts graded hand-ins and those that wait to be; what was not graded or was cancelled costs nobody an attempt. */
export async function soFarOf(prisma: Prisma.TransactionClient, counted: Counted): Promise<AttemptsSoFar> {
  const { assignmentId, groupId, personId } = counted;
  const { _count, _max } = await prisma.submission.aggregate({
    where: {
      assignmentId,
      ...(groupId === null ? { personId } : { groupId }),
      state: { notIn: ['NOT_GRADED', 'CANCELLED'] },
    },
    _count: true,
    _max: { submittedAt: true },
  });
  return { attempts: _count, lastAt: _max.submittedAt };
}

/** Brings the scores up to date of whoever a hand-in counts for; practice counts for nobody. */
export async function refreshHandIn(prisma: Prisma.TransactionClient, submissionId: string): Promise<void> {
  const { assignmentId, personId, members } = await prisma.submission.findUniqueOrThrow({
    where: { id: submissionId },
    select: { assignmentId: true, personId: true, members: { select: { personId: true } } },
  });
  if (assignmentId === null) return;
  const people = new Set([personId, ...members.map((member) => member.personId)]);
  await refreshScores(prisma, assignmentId, [...people]);
}
