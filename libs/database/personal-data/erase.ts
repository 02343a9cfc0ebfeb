import { endStates } from '#libs/contracts/progress';
import { Prisma } from '../generated/client.js';

/** How many of what were deleted, or emptied of what tells who somebody is. */
export interface Erased {
  readonly submissionsDeleted: number;
  readonly submissionsEmptied: number;
  readonly picturesDeleted: number;
  readonly remarksEmptied: number;
  readonly runsDeleted: number;
  readonly tokensDeleted: number;
}

const ended = Prisma.join(endStates.map((state) => Prisma.sql`${state}::"SubmissionState"`));

const openStates = ['OPEN', 'APPLYING'] as const;

/**
 * Takes a person out of the rows that name them. Points, attempts and times stay, so that a course's numbers stay what they were;
 * nothing in them tells whose they are. What a group handed in is the group's, and stays.
 */
export async function erasePerson(
  prisma: Prisma.TransactionClient,
  personId: string,
  now: Date,
): Promise<Erased> {
  const mine = { personId };
  const work = await eraseWork(prisma, personId);
  const remarksEmptied = await eraseWords(prisma, personId, now);
  const runs = await prisma.hostedRun.deleteMany({ where: mine });
  const tokens = await prisma.accessToken.deleteMany({ where: mine });
  await prisma.invitation.deleteMany({ where: { OR: [mine, { createdById: personId }] } });
  await prisma.jobeKey.deleteMany({ where: { ownerId: personId } });
  await erasePlatforms(prisma, mine);
  // A student's row keeps its course's numbers as they were; a teacher's would be a role that nobody holds.
  await prisma.enrolment.updateMany({
    where: { ...mine, role: { not: 'student' }, endedAt: null },
    data: { endedAt: now },
  });
  await prisma.person.update({
    where: { id: personId },
    data: {
      name: 'Erased person',
      email: `${personId}@erased.invalid`,
      passwordHash: null,
      role: 'student',
      erasedAt: now,
    },
  });
  return { ...work, remarksEmptied, runsDeleted: runs.count, tokensDeleted: tokens.count };
}

/** Who they are at course platforms, and what was told about them to others. */
async function erasePlatforms(
  prisma: Prisma.TransactionClient,
  mine: { readonly personId: string },
): Promise<void> {
  await prisma.ltiIdentity.deleteMany({ where: mine });
  await prisma.ltiMember.deleteMany({ where: mine });
  await prisma.ltiScore.deleteMany({ where: mine });
  await prisma.webhookDelivery.deleteMany({ where: mine });
}

/** Practice goes; what was handed in for a course stays as its points. */
async function eraseWork(prisma: Prisma.TransactionClient, personId: string) {
  const alone = Prisma.sql`"personId" = ${personId} AND "groupId" IS NULL`;
  await prisma.$executeRaw`
    UPDATE "Submission" SET "state" = 'CANCELLED', "stage" = '', "endedAt" = now(), "touchedAt" = now()
    WHERE ${alone} AND "state" NOT IN (${ended})`;
  const practice = { personId, groupId: null, assignmentId: null };
  const pictures = await prisma.picture.deleteMany({ where: { submission: { personId, groupId: null } } });
  const past = { submission: { personId, groupId: null } };
  await prisma.pastReport.deleteMany({ where: past });
  // Without files there is nothing to grade again: what is under way ends, and what was applied stays.
  const underWay = { set: { state: { in: [...openStates] } } };
  await prisma.rejudgeEntry.deleteMany({ where: { ...past, ...underWay } });
  // With what it was found to be like: a pair that names nobody says something about the other one.
  await prisma.similarityProgram.deleteMany({ where: past });
  const deleted = await prisma.submission.deleteMany({ where: practice });
  await prisma.$executeRaw`
    UPDATE "Report" SET "body" = jsonb_set(jsonb_set("body", '{compiler,says}', '""'), '{checks}', coalesce(
      (SELECT jsonb_agg("check" || '{"says": "", "saysZh": ""}') FROM jsonb_array_elements("body" -> 'checks') AS "check"), '[]'))
    WHERE "submissionId" IN (SELECT "id" FROM "Submission" WHERE ${alone})`;
  const emptied = await prisma.$executeRaw`
    UPDATE "Submission" SET "files" = '[]', "idempotencyKey" = NULL, "failure" = NULL WHERE ${alone}`;
  return {
    submissionsDeleted: deleted.count,
    submissionsEmptied: emptied,
    picturesDeleted: pictures.count,
  };
}

/** What they wrote, and what others wrote about them. */
async function eraseWords(prisma: Prisma.TransactionClient, personId: string, now: Date): Promise<number> {
  const said = { OR: [{ personId }, { submission: { personId } }] };
  const { count } = await prisma.remark.updateMany({
    where: { ...said, NOT: { text: '' } },
    data: { text: '', removedAt: now },
  });
  await prisma.extension.updateMany({ where: { personId }, data: { reason: '' } });
  await prisma.score.updateMany({
    where: { personId, adjustedReason: { not: null } },
    data: { adjustedReason: '' },
  });
  return count;
}
