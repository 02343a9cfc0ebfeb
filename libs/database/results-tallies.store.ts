import type { Database } from './database.js';
import { Prisma } from './generated/client.js';
import type { TallyKind } from './generated/client.js';

/** One number of an assignment over its present students; what `key` and `amount` are, the model in `prisma/results.prisma` says by kind. */
export interface Tally {
  readonly assignmentId: string;
  readonly kind: TallyKind;
  readonly key: string;
  readonly count: number;
  readonly amount: number;
}

/** An assignment as a column of the gradebook. */
export interface ResultsColumn {
  readonly id: string;
  readonly courseId: string;
  readonly title: string;
  readonly exercise: string;
  readonly exerciseHash: string;
  readonly weight: number;
  readonly releaseAt: Date;
  readonly dueAt: Date;
  readonly hiddenGroups: readonly string[];
  /** Whether it counts by now: it is released, or somebody has something in it. */
  readonly counting: boolean;
}

/** How the totals of a class are spread. */
export interface TotalsSpread {
  readonly people: number;
  readonly mean: number | null;
  readonly quartiles: readonly number[] | null;
  /** People by tenth of the most points, from the lowest. */
  readonly tenths: readonly { readonly tenth: number; readonly people: number }[];
}

/** Rows beyond which an assignment's are folded. */
const foldFrom = 500;
/** Assignments folded at a time. */
const foldMax = 50;

/** Reads the numbers of whole classes, and keeps them few. */
export class TalliesStore {
  constructor(private readonly database: Database) {}

  /** Those of these courses that are not archived, in the order of their course. */
  columns(courseIds: readonly string[]): Promise<ResultsColumn[]> {
    return this.database.rows<ResultsColumn>(Prisma.sql`
      SELECT "id", "courseId", "title", "exercise", "exerciseHash", "weight", "releaseAt", "dueAt", coalesce("hiddenGroups", '{}') AS "hiddenGroups",
        "releaseAt" <= now() OR EXISTS (SELECT 1 FROM "Score" WHERE "assignmentId" = "Assignment"."id" AND "counts" IS NOT NULL) AS "counting"
      FROM "Assignment" WHERE "courseId" = ANY(${[...courseIds]}) AND "archivedAt" IS NULL ORDER BY "position", "id"`);
  }

  /** Of the assignments that are not archived; numbers that came to nothing are left out. */
  read(courseId: string, kinds: readonly TallyKind[]): Promise<Tally[]> {
    return this.database.prisma.$queryRaw<Tally[]>`
      SELECT "tally"."assignmentId", "tally"."kind"::text AS "kind", "tally"."key", sum("tally"."count")::int AS "count", sum("tally"."amount") AS "amount"
      FROM "Assignment" AS "assignment" JOIN "ResultTally" AS "tally" ON "tally"."assignmentId" = "assignment"."id"
      WHERE "assignment"."courseId" = ${courseId} AND "assignment"."archivedAt" IS NULL AND "tally"."kind" = ANY(${kinds}::"TallyKind"[])
      GROUP BY 1, 2, 3 HAVING sum("tally"."count") <> 0`;
  }

  /** Of the present students, who tried or not; `most` are the points that full marks in everything are worth. */
  async totals(courseId: string, most: number): Promise<TotalsSpread> {
    const rows = await this.database.prisma.$queryRaw<
      { people: number; mean: number | null; quartiles: number[] | null; tenths: number[] | null }[]
    >`
      WITH "totals" AS (
        SELECT CASE WHEN ${most}::float > 0 THEN least(1, "points" / ${most}::float) ELSE 0 END AS "fraction"
        FROM "CourseTotal" WHERE "courseId" = ${courseId} AND "present")
      SELECT count(*)::int AS "people", avg("fraction") AS "mean",
        percentile_cont(ARRAY[0.25, 0.5, 0.75]) WITHIN GROUP (ORDER BY "fraction") AS "quartiles",
        ARRAY(SELECT count("totals"."fraction")::int FROM generate_series(0, 9) AS "tenth"
          LEFT JOIN "totals" ON least(9, floor("totals"."fraction" * 10)) = "tenth" GROUP BY "tenth" ORDER BY "tenth") AS "tenths"
      FROM "totals"`;
    const [row] = rows;
    const tenths = (row?.tenths ?? []).map((people, tenth) => ({ tenth, people }));
    return {
      people: row?.people ?? 0,
      mean: row?.mean ?? null,
      quartiles: row?.quartiles ?? null,
      tenths,
    };
  }

  /** How many present students the course has. */
  async countStudents(courseId: string): Promise<number> {
    return this.database.prisma.courseTotal.count({ where: { courseId, present: true } });
  }

  /**
   * Puts one row in the place of many that add up to it, where an assignment has more than it needs; says how many went. A row that
   * somebody else is folding is left to them, and whoever reads meanwhile sees either the many or the one.
   */
  async fold(): Promise<number> {
    const [row] = await this.database.prisma.$queryRaw<{ n: number }[]>`
      WITH "crowded" AS (
        SELECT "assignmentId" FROM "ResultTally" GROUP BY "assignmentId"
        HAVING count(*) - count(DISTINCT ("kind", "key")) > ${foldFrom} LIMIT ${foldMax}
      ), "gone" AS (
        DELETE FROM "ResultTally" WHERE "id" IN (
          SELECT "id" FROM "ResultTally" WHERE "assignmentId" IN (SELECT "assignmentId" FROM "crowded") FOR UPDATE SKIP LOCKED)
        RETURNING "assignmentId", "kind", "key", "count", "amount"
      ), "folded" AS (
        INSERT INTO "ResultTally" ("assignmentId", "kind", "key", "count", "amount")
        SELECT "assignmentId", "kind", "key", sum("count"), sum("amount") FROM "gone" GROUP BY 1, 2, 3
        HAVING sum("count") <> 0 OR abs(sum("amount")) > 1e-9 RETURNING 1
      ) SELECT ((SELECT count(*) FROM "gone") - (SELECT count(*) FROM "folded"))::int AS "n"`;
    return row?.n ?? 0;
  }
}
