import { Prisma } from '../generated/client.js';

/** A hand-in that is to be compared. */
export interface ChosenProgram {
  readonly submissionId: string;
  readonly isEarlier: boolean;
  /** Of its files, as they are kept. */
  readonly bytes: number;
}

/** Of which assignments, the first one being looked at, and which hand-ins of each. */
export interface ProgramChoice {
  readonly assignmentId: string;
  readonly earlierAssignmentIds: readonly string[];
  readonly compared: 'counted' | 'last';
  readonly most: number;
}

/**
 * One hand-in of each student, or of each group, also of those who have left since. Who teaches is not compared, nor who was erased: their
 * files are gone.
 */
export function choosePrograms(
  prisma: Prisma.TransactionClient,
  { assignmentId, earlierAssignmentIds, compared, most }: ProgramChoice,
): Promise<ChosenProgram[]> {
  const from = compared === 'counted' ? counted : last;
  return prisma.$queryRaw<ChosenProgram[]>`
    SELECT "chosen"."id" AS "submissionId", "chosen"."assignmentId" <> ${assignmentId} AS "isEarlier",
      octet_length("chosen"."files"::text) AS "bytes"
    FROM (${from([assignmentId, ...earlierAssignmentIds])}) AS "chosen"
    WHERE jsonb_array_length("chosen"."files") > 0 ORDER BY "chosen"."id" LIMIT ${most}`;
}

const ofStudents = (person: Prisma.Sql, assignment: Prisma.Sql) => Prisma.sql`EXISTS (
  SELECT 1 FROM "Enrolment" JOIN "Assignment" ON "Assignment"."courseId" = "Enrolment"."courseId"
  WHERE "Assignment"."id" = ${assignment} AND "Enrolment"."personId" = ${person} AND "Enrolment"."role" = 'student')`;

const counted = (assignmentIds: readonly string[]) => Prisma.sql`
  SELECT DISTINCT ON ("Submission"."id") "Submission".* FROM "Score" JOIN "Submission" ON "Submission"."id" = "Score"."submissionId"
  WHERE "Score"."assignmentId" = ANY(${[...assignmentIds]}::text[])
    AND ${ofStudents(Prisma.sql`"Score"."personId"`, Prisma.sql`"Score"."assignmentId"`)}
  ORDER BY "Submission"."id"`;

const last = (assignmentIds: readonly string[]) => Prisma.sql`
  SELECT DISTINCT ON ("assignmentId", coalesce("groupId", "personId")) "Submission".* FROM "Submission"
  WHERE "assignmentId" = ANY(${[...assignmentIds]}::text[]) AND "state" <> 'CANCELLED'
    AND ${ofStudents(Prisma.sql`"Submission"."personId"`, Prisma.sql`"Submission"."assignmentId"`)}
  ORDER BY "assignmentId", coalesce("groupId", "personId"), "submittedAt" DESC, "id" DESC`;
