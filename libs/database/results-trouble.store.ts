import type { Database } from './database.js';
import { Prisma } from './generated/client.js';
import type { PersonRole } from './generated/client.js';
import { cutPage, type Page } from './page.js';

/** Somebody who gets no further with an assignment. */
export interface StuckScore {
  readonly assignmentId: string;
  readonly personId: string;
  readonly name: string;
  readonly email: string;
  readonly role: PersonRole;
  readonly attempts: number;
  readonly stalled: number;
  readonly submissionId: string | null;
  readonly failedChecks: readonly string[];
  /** The checks that failed in every one of the last attempts; null while none of them has a report. */
  readonly sameChecks: readonly string[] | null;
  readonly lastAt: Date | null;
}

/** Where a page of these begins: the last one that is known. */
export type StuckPlace = Pick<StuckScore, 'stalled' | 'personId' | 'assignmentId'>;

export interface StuckRequest {
  readonly courseId: string;
  readonly assignmentIds: readonly string[];
  /** Attempts that brought nothing. */
  readonly from: number;
  /** Only who failed this check in every one of the last attempts; null narrows nothing. */
  readonly check: string | null;
  readonly first: number;
  readonly after: StuckPlace | null;
}

/** The same wrong run of an assignment, by its shape. */
export interface WrongRun {
  readonly assignmentId: string;
  readonly shape: string;
}

/** Somebody who has this wrong run in the attempt that counts. */
export interface WrongRunOf extends WrongRun {
  readonly personId: string;
  readonly name: string;
  readonly email: string;
  readonly role: PersonRole;
  readonly submissionId: string | null;
}

/** A picture of a submission, of the first run that failed a check where that one was traced. */
export interface TellingPicture {
  readonly submissionId: string;
  readonly run: string;
  readonly name: string;
  readonly svg: string;
  readonly text: string;
}

/** Of the last attempts so many are compared at most. */
const comparedMax = 10;

/** Finds who needs help, and who made the same mistake. */
export class TroubleStore {
  constructor(private readonly database: Database) {}

  /** Who made most attempts in vain comes first. Each assignment gives its first few by an index, so that a class may be stuck as a whole. */
  async stuck(request: StuckRequest): Promise<Page<StuckScore>> {
    const { courseId, assignmentIds, from, check, first, after } = request;
    const beyond =
      after === null
        ? Prisma.empty
        : Prisma.sql`AND ("score"."stalled", "score"."personId", "score"."assignmentId") < (${after.stalled}::int, ${after.personId}, ${after.assignmentId})`;
    const rows = await this.database.prisma.$queryRaw<StuckScore[]>`
      WITH "stuck" AS MATERIALIZED (
        SELECT "one".* FROM unnest(${assignmentIds}::text[]) AS "assignment" ("id") CROSS JOIN LATERAL (
          SELECT "score".* FROM "Score" AS "score"
          JOIN "Enrolment" AS "enrolment" ON "enrolment"."courseId" = ${courseId} AND "enrolment"."personId" = "score"."personId"
          WHERE "score"."assignmentId" = "assignment"."id" AND "score"."passedAt" IS NULL AND "score"."stalled" >= ${from}::int
            AND "enrolment"."role" = 'student' AND "enrolment"."endedAt" IS NULL ${beyond} ${failing(check, from)}
          ORDER BY "score"."stalled" DESC, "score"."personId" DESC LIMIT ${first + 1}) AS "one"
        ORDER BY "one"."stalled" DESC, "one"."personId" DESC, "one"."assignmentId" DESC LIMIT ${first + 1})
      SELECT "stuck"."assignmentId", "stuck"."personId", "person"."name", "person"."email", "person"."role"::text AS "role",
        "stuck"."attempts", "stuck"."stalled", "stuck"."submissionId", coalesce("stuck"."failedChecks", '{}') AS "failedChecks", "stuck"."lastAt", "same"."names" AS "sameChecks"
      FROM "stuck" JOIN "Person" AS "person" ON "person"."id" = "stuck"."personId"
      LEFT JOIN LATERAL (${sameChecks('stuck', from)}) AS "same" ON true
      ORDER BY "stuck"."stalled" DESC, "stuck"."personId" DESC, "stuck"."assignmentId" DESC`;
    return cutPage(rows, first);
  }

  /** How many there are of these in all. */
  async countStuck({
    courseId,
    assignmentIds,
    from,
    check,
  }: Omit<StuckRequest, 'first' | 'after'>): Promise<number> {
    const [row] = await this.database.rows<{ n: number }>(Prisma.sql`
      SELECT count(*)::int AS "n" FROM "Score" AS "score"
      JOIN "Enrolment" AS "enrolment" ON "enrolment"."courseId" = ${courseId} AND "enrolment"."personId" = "score"."personId"
      WHERE "score"."assignmentId" = ANY(${[...assignmentIds]}) AND "score"."passedAt" IS NULL AND "score"."stalled" >= ${from}::int
        AND "enrolment"."role" = 'student' AND "enrolment"."endedAt" IS NULL ${failing(check, from)}`);
    return row?.n ?? 0;
  }

  /** Of each of these wrong runs at most `each` people, in the order in which they came into the system. */
  whoRan(courseId: string, runs: readonly WrongRun[], each: number): Promise<WrongRunOf[]> {
    const ids = runs.map(({ assignmentId }) => assignmentId);
    const shapes = runs.map(({ shape }) => shape);
    return this.database.prisma.$queryRaw<WrongRunOf[]>`
      SELECT "run"."assignmentId", "run"."shape", "one".* FROM unnest(${ids}::text[], ${shapes}::text[]) AS "run" ("assignmentId", "shape")
      CROSS JOIN LATERAL (
        SELECT "score"."personId", "person"."name", "person"."email", "person"."role"::text AS "role", "score"."submissionId"
        FROM "Score" AS "score" JOIN "Person" AS "person" ON "person"."id" = "score"."personId"
        JOIN "Enrolment" AS "enrolment" ON "enrolment"."courseId" = ${courseId} AND "enrolment"."personId" = "score"."personId"
        WHERE "score"."assignmentId" = "run"."assignmentId" AND "score"."wrongShape" = "run"."shape"
          AND "enrolment"."role" = 'student' AND "enrolment"."endedAt" IS NULL
        ORDER BY "score"."personId" LIMIT ${each}) AS "one"`;
  }

  /** One picture of each of these submissions that has any. */
  tellingPictures(submissionIds: readonly string[]): Promise<TellingPicture[]> {
    return this.database.prisma.$queryRaw<TellingPicture[]>`
      SELECT "picture"."submissionId", "picture"."run", "picture"."name", "picture"."svg", "picture"."text"
      FROM "Report" AS "report" CROSS JOIN LATERAL (
        SELECT "one".* FROM "Picture" AS "one" WHERE "one"."submissionId" = "report"."submissionId"
        ORDER BY "one"."run" = (
          SELECT "check" -> 'runs' ->> 0 FROM jsonb_array_elements("report"."body" -> 'checks') WITH ORDINALITY AS "checks" ("check", "place")
          WHERE NOT ("check" ->> 'passed')::boolean AND "check" -> 'runs' ->> 0 IS NOT NULL ORDER BY "place" LIMIT 1) DESC NULLS LAST,
          "one"."name" LIMIT 1) AS "picture"
      WHERE "report"."submissionId" = ANY(${submissionIds})`;
  }
}

/** Narrows scores to those of who failed a check each of the last times. The attempt that counts need not be one of these. */
function failing(check: string | null, from: number): Prisma.Sql {
  if (check === null) return Prisma.empty;
  return Prisma.sql`AND ${Math.min(from, comparedMax)} = (
    SELECT count(*) FILTER (WHERE ${check} = ANY("last"."failedChecks")) FROM (${lastReports('score', from)}) AS "last")`;
}

/** The names that failed in each of somebody's last graded attempts. */
function sameChecks(alias: 'stuck' | 'score', from: number): Prisma.Sql {
  return Prisma.sql`
    SELECT array_agg("name" ORDER BY "name") FILTER (WHERE "failed" = ${Math.min(from, comparedMax)}) AS "names" FROM (
      SELECT "name", count(*) AS "failed" FROM (${lastReports(alias, from)}) AS "last"
      CROSS JOIN LATERAL unnest("last"."failedChecks") AS "name" GROUP BY 1) AS "counted"`;
}

/** What somebody's last graded attempts failed, `from` or ten of them, those that a group handed in for them too. */
function lastReports(alias: 'stuck' | 'score', from: number): Prisma.Sql {
  const of = Prisma.raw(`"assignmentId" = "${alias}"."assignmentId" AND "personId" = "${alias}"."personId"`);
  return Prisma.sql`
    SELECT "report"."failedChecks" FROM (
      SELECT "id" FROM "Submission" WHERE ${of} UNION SELECT "submissionId" FROM "HandInMember" WHERE ${of}
    ) AS "own" JOIN "Report" AS "report" ON "report"."submissionId" = "own"."id"
    ORDER BY "own"."id" DESC LIMIT ${Math.min(from, comparedMax)}`;
}
