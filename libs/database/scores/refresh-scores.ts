import { LatePolicy } from '#libs/contracts/assignment';
import type { Allowance } from '#libs/courses/own-times';
import { whatCounts, type Attempt, type CountingRules, type Standing } from '#libs/courses/what-counts';
import type { Prisma } from '../generated/client.js';

/** A graded hand-in as scores need it. */
interface AttemptRow extends Attempt {
  readonly personId: string;
  readonly failedChecks: readonly string[];
  readonly groupPoints: readonly number[];
  readonly groupMaxPoints: readonly number[];
  readonly wrongShape: string | null;
}

/** Somebody's row as it is written. */
type ScoreRow = Standing &
  Pick<AttemptRow, 'personId' | 'failedChecks' | 'groupPoints' | 'groupMaxPoints' | 'wrongShape'>;

/**
 * Computes the scores of some people at an assignment from what is there, within the transaction that changed it. Whoever else does the
 * same waits at the rows of the scores, and only then reads: so the last one has seen everything, in whatever order they came. The number
 * of statements does not depend on how many people there are.
 */
export async function refreshScores(
  prisma: Prisma.TransactionClient,
  assignmentId: string,
  people: readonly string[],
): Promise<void> {
  const personIds = people.toSorted();
  await lockScores(prisma, assignmentId, personIds);
  const rules = await rulesOf(prisma, assignmentId);
  const allowances = await allowancesOf(prisma, assignmentId, personIds);
  const attempts = await attemptsOf(prisma, assignmentId, personIds);
  const rows = personIds.map((personId) => {
    const own = attempts.filter((attempt) => attempt.personId === personId);
    return scoreOf(personId, own, whatCounts(own, rules, allowances.get(personId) ?? null));
  });
  await writeScores(prisma, assignmentId, rows);
}

/**
 * Makes the scores that are not there and locks all, in the order of ids, so that two who lock some of the same rows do not wait for each
 * other; `personIds` are sorted.
 */
export async function lockScores(
  prisma: Prisma.TransactionClient,
  assignmentId: string,
  personIds: string[],
): Promise<void> {
  await prisma.$executeRaw`
    INSERT INTO "Score" ("assignmentId", "personId", "failedChecks", "groupPoints", "groupMaxPoints")
    SELECT ${assignmentId}, "personId", '{}', '{}', '{}' FROM unnest(${personIds}::text[]) AS "personId" ORDER BY 2
    ON CONFLICT DO NOTHING`;
  await prisma.$queryRaw`
    SELECT 1 AS "locked" FROM "Score" WHERE "assignmentId" = ${assignmentId} AND "personId" = ANY(${personIds})
    ORDER BY "personId" FOR UPDATE`;
}

async function rulesOf(prisma: Prisma.TransactionClient, assignmentId: string): Promise<CountingRules> {
  const { dueAt, latePolicy, counted } = await prisma.assignment.findUniqueOrThrow({
    where: { id: assignmentId },
  });
  return { dueAt, counted, latePolicy: LatePolicy.parse(latePolicy) };
}

async function allowancesOf(
  prisma: Prisma.TransactionClient,
  assignmentId: string,
  personIds: string[],
): Promise<ReadonlyMap<string, Allowance>> {
  const rows = await prisma.extension.findMany({ where: { assignmentId, personId: { in: personIds } } });
  return new Map(rows.map((row) => [row.personId, row]));
}

function attemptsOf(
  prisma: Prisma.TransactionClient,
  assignmentId: string,
  personIds: string[],
): Promise<AttemptRow[]> {
  return prisma.$queryRaw<AttemptRow[]>`
    SELECT w."personId", s."id", s."submittedAt", r."points", r."maxPoints", r."passed", r."failedChecks", r."groupPoints",
      r."groupMaxPoints", r."wrongShape"
    FROM (
      SELECT "id" AS "submissionId", "personId" FROM "Submission"
      WHERE "assignmentId" = ${assignmentId} AND "personId" = ANY(${personIds})
      UNION
      SELECT "submissionId", "personId" FROM "HandInMember"
      WHERE "assignmentId" = ${assignmentId} AND "personId" = ANY(${personIds})
    ) AS w
    JOIN "Submission" AS s ON s."id" = w."submissionId" AND s."state" = 'GRADED'
    JOIN "Report" AS r ON r."submissionId" = s."id"`;
}

function scoreOf(personId: string, attempts: readonly AttemptRow[], standing: Standing): ScoreRow {
  const counted = attempts.find((attempt) => attempt.id === standing.submissionId);
  return {
    ...standing,
    personId,
    failedChecks: counted?.failedChecks ?? [],
    groupPoints: counted?.groupPoints ?? [],
    groupMaxPoints: counted?.groupMaxPoints ?? [],
    wrongShape: counted?.wrongShape ?? null,
  };
}

/** A row that stays as it is keeps its revision: whoever waits for news of scores hears none. */
async function writeScores(
  prisma: Prisma.TransactionClient,
  assignmentId: string,
  rows: readonly ScoreRow[],
): Promise<void> {
  await prisma.$executeRaw`
    UPDATE "Score" AS s SET "fraction" = n."fraction", "counts" = coalesce(s."adjusted", n."fraction"), "attempts" = n."attempts",
      "lateAttempts" = n."lateAttempts", "stalled" = n."stalled", "submissionId" = n."submissionId", "failedChecks" = n."failedChecks",
      "groupPoints" = n."groupPoints", "groupMaxPoints" = n."groupMaxPoints", "wrongShape" = n."wrongShape", "firstAt" = n."firstAt",
      "lastAt" = n."lastAt", "passedAt" = n."passedAt", "passedAtAttempt" = n."passedAtAttempt", "revision" = s."revision" + 1
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS n("personId" text, "fraction" float8, "attempts" int, "lateAttempts" int,
      "stalled" int, "submissionId" text, "failedChecks" text[], "groupPoints" float8[], "groupMaxPoints" float8[], "wrongShape" text,
      "firstAt" timestamptz, "lastAt" timestamptz, "passedAt" timestamptz, "passedAtAttempt" int)
    WHERE s."assignmentId" = ${assignmentId} AND s."personId" = n."personId" AND (s."fraction", s."counts", s."attempts",
      s."lateAttempts", s."stalled", s."submissionId", s."failedChecks", s."groupPoints", s."groupMaxPoints", s."wrongShape",
      s."firstAt", s."lastAt", s."passedAt", s."passedAtAttempt") IS DISTINCT FROM (n."fraction", coalesce(s."adjusted", n."fraction"),
      n."attempts", n."lateAttempts", n."stalled", n."submissionId", n."failedChecks", n."groupPoints", n."groupMaxPoints",
      n."wrongShape", n."firstAt", n."lastAt", n."passedAt", n."passedAtAttempt")`;
}
