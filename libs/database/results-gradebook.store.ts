import type { Database } from './database.js';
import { Prisma } from './generated/client.js';
import type { PersonRole } from './generated/client.js';
import { cutPage, type Page } from './page.js';

/** By what a gradebook is sorted; equal ones by person. */
export type GradebookSort =
  | { readonly by: 'name' | 'total'; readonly descending: boolean }
  | { readonly by: 'assignment'; readonly assignmentId: string; readonly descending: boolean };

/** How somebody stands: with an assignment in that one, else in the whole course, where `stuck` means in any and `passed` in all. */
export interface StandingFilter {
  readonly is: 'passed' | 'not_passed' | 'stuck' | 'not_tried';
  readonly assignmentId: string | null;
  /** Who has not passed and made so many attempts that brought nothing. */
  readonly stuckFrom: number;
}

/** Every part that is set narrows the list; `text` is a part of a name or an address. */
export interface GradebookFilter {
  readonly sectionId: string | null;
  readonly groupId: string | null;
  readonly personId: string | null;
  readonly text: string | null;
  readonly standing: StandingFilter | null;
}

/** Where a page begins: the sort key and the person of the last row that is known. */
export interface GradebookPlace {
  readonly key: string | number;
  readonly personId: string;
}

export interface GradebookRequest {
  readonly courseId: string;
  readonly sort: GradebookSort;
  readonly filter: GradebookFilter;
  readonly after: GradebookPlace | null;
  readonly first: number;
}

/** A student of the course, and what they have together; `points` are weights times what counts. */
export interface GradebookLine {
  readonly personId: string;
  readonly name: string;
  readonly email: string;
  readonly role: PersonRole;
  readonly section: string | null;
  readonly group: string | null;
  readonly points: number;
  readonly tried: number;
  readonly passed: number;
  readonly attempts: number;
  readonly lastAt: Date | null;
  readonly key: string | number;
}

/** What somebody has of an assignment; who tried nothing has none. */
export interface GradebookCell {
  readonly personId: string;
  readonly assignmentId: string;
  readonly counts: number | null;
  readonly adjusted: number | null;
  readonly adjustedReason: string | null;
  readonly attempts: number;
  readonly lateAttempts: number;
  readonly stalled: number;
  readonly submissionId: string | null;
  readonly failedChecks: readonly string[];
  readonly lastAt: Date | null;
  readonly passedAt: Date | null;
  readonly passedAtAttempt: number | null;
}

/** All that a cell says, beside whose it is and of what. */
export const cellParts = [
  'counts',
  'adjusted',
  'adjustedReason',
  'attempts',
  'lateAttempts',
  'stalled',
  'submissionId',
  'failedChecks',
  'lastAt',
  'passedAt',
  'passedAtAttempt',
] as const satisfies readonly (keyof GradebookCell)[];

/** Reads the gradebook of a course a page at a time, from the rows that are kept up to date with every report. */
export class GradebookStore {
  constructor(private readonly database: Database) {}

  async page(request: GradebookRequest): Promise<Page<GradebookLine>> {
    const { courseId, sort, after, first } = request;
    const direction = Prisma.raw(sort.descending ? 'DESC' : 'ASC');
    // What is only shown is looked up for the rows of the page, and not for the whole class before it is sorted.
    const rows = await this.database.rows<GradebookLine>(Prisma.sql`
      WITH "page" AS MATERIALIZED (
        SELECT "total"."personId", "total"."points", "total"."tried", "total"."passed", "total"."attempts", "total"."lastAt",
          ${keyOf(sort)} AS "key" ${studentsOf(request)}
        WHERE ${narrowedBy(request)} ${after === null ? Prisma.empty : Prisma.sql`AND ${beyond(sort, after)}`}
        ORDER BY ${keyOf(sort)} ${direction}, "total"."personId" ${direction} LIMIT ${first + 1})
      SELECT "page"."personId", "person"."name", "person"."email", "person"."role"::text AS "role", "section"."name" AS "section",
        "group"."name" AS "group", "page"."points", "page"."tried", "page"."passed", "page"."attempts", "page"."lastAt", "page"."key"
      FROM "page" JOIN "Person" AS "person" ON "person"."id" = "page"."personId"
      LEFT JOIN "Enrolment" AS "enrolment" ON "enrolment"."courseId" = ${courseId} AND "enrolment"."personId" = "page"."personId"
      LEFT JOIN "Section" AS "section" ON "section"."id" = "enrolment"."sectionId"
      LEFT JOIN "GroupMember" AS "member" ON "member"."courseId" = ${courseId} AND "member"."personId" = "page"."personId"
      LEFT JOIN "Group" AS "group" ON "group"."id" = "member"."groupId"
      ORDER BY "page"."key" ${direction}, "page"."personId" ${direction}`);
    return cutPage(rows, first);
  }

  async count(request: GradebookRequest): Promise<number> {
    const [row] = await this.database.prisma.$queryRaw<{ n: number }[]>`
      SELECT count(*)::int AS "n" ${studentsOf(request)} WHERE ${narrowedBy(request)}`;
    return row?.n ?? 0;
  }

  /** Of these people in these assignments, in no order, and of each what is asked. */
  cells<Part extends keyof GradebookCell>(
    personIds: readonly string[],
    assignmentIds: readonly string[],
    parts: readonly Part[],
  ): Promise<Pick<GradebookCell, Part | 'personId' | 'assignmentId'>[]> {
    const names = new Set<keyof GradebookCell>(['personId', 'assignmentId', ...parts]);
    const columns = Array.from(names, (name) =>
      name === 'failedChecks' ? `coalesce("${name}", '{}') AS "${name}"` : `"${name}"`,
    );
    return this.database.rows(Prisma.sql`
      SELECT ${Prisma.raw(columns.join())} FROM "Score"
      WHERE "personId" = ANY(${personIds}) AND "assignmentId" = ANY(${assignmentIds})`);
  }
}

function keyOf(sort: GradebookSort): Prisma.Sql {
  if (sort.by === 'name') return Prisma.sql`"total"."sortName"`;
  if (sort.by === 'total') return Prisma.sql`"total"."points"`;
  // Who has nothing stands below who has zero.
  return Prisma.sql`coalesce("sorted"."counts", -1)`;
}

function beyond(sort: GradebookSort, after: GradebookPlace): Prisma.Sql {
  const than = Prisma.raw(sort.descending ? '<' : '>');
  const key = sort.by === 'name' ? Prisma.sql`${after.key}::text` : Prisma.sql`${after.key}::float`;
  return Prisma.sql`(${keyOf(sort)}, "total"."personId") ${than} (${key}, ${after.personId})`;
}

/** The students of a course, joined with what the order and the filter look at and with nothing else. */
function studentsOf({ sort, filter }: GradebookRequest): Prisma.Sql {
  const { standing, text, groupId, sectionId } = filter;
  const inCourse = (alias: string) =>
    Prisma.raw(
      `AS "${alias}" ON "${alias}"."courseId" = "total"."courseId" AND "${alias}"."personId" = "total"."personId"`,
    );
  const score = (alias: string, assignmentId: string) =>
    Prisma.sql`LEFT JOIN "Score" AS ${Prisma.raw(`"${alias}"`)} ON ${Prisma.raw(`"${alias}"."assignmentId"`)} = ${assignmentId}
      AND ${Prisma.raw(`"${alias}"."personId"`)} = "total"."personId"`;
  const parts = [
    text === null ? null : Prisma.sql`JOIN "Person" AS "person" ON "person"."id" = "total"."personId"`,
    sectionId === null ? null : Prisma.sql`JOIN "Enrolment" ${inCourse('enrolment')}`,
    groupId === null ? null : Prisma.sql`JOIN "GroupMember" ${inCourse('member')}`,
    sort.by === 'assignment' ? score('sorted', sort.assignmentId) : null,
    standing === null || standing.assignmentId === null ? null : score('standing', standing.assignmentId),
  ].filter((part) => part !== null);
  return Prisma.sql`FROM "CourseTotal" AS "total" ${parts.length === 0 ? Prisma.empty : Prisma.join(parts, ' ')}`;
}

function narrowedBy({ courseId, filter }: GradebookRequest): Prisma.Sql {
  const { sectionId, groupId, personId, text, standing } = filter;
  const pattern = text === null ? '' : `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`;
  const parts = [
    Prisma.sql`"total"."courseId" = ${courseId} AND "total"."present"`,
    ...(sectionId === null ? [] : [Prisma.sql`"enrolment"."sectionId" = ${sectionId}`]),
    ...(groupId === null ? [] : [Prisma.sql`"member"."groupId" = ${groupId}`]),
    ...(personId === null ? [] : [Prisma.sql`"total"."personId" = ${personId}`]),
    ...(text === null
      ? []
      : [Prisma.sql`("person"."name" ILIKE ${pattern} OR "person"."email" ILIKE ${pattern})`]),
    ...(standing === null ? [] : [standsAs(standing, courseId)]),
  ];
  return Prisma.join(parts, ' AND ');
}

function standsAs({ is, assignmentId, stuckFrom }: StandingFilter, courseId: string): Prisma.Sql {
  if (assignmentId !== null) {
    if (is === 'passed') return Prisma.sql`"standing"."passedAt" IS NOT NULL`;
    if (is === 'not_passed') return Prisma.sql`"standing"."passedAt" IS NULL`;
    if (is === 'stuck')
      return Prisma.sql`"standing"."passedAt" IS NULL AND "standing"."stalled" >= ${stuckFrom}`;
    return Prisma.sql`coalesce("standing"."attempts", 0) = 0`;
  }
  const all = Prisma.sql`(SELECT count(*) FROM "Assignment" WHERE "courseId" = ${courseId} AND "archivedAt" IS NULL)`;
  if (is === 'passed') return Prisma.sql`"total"."passed" >= ${all}`;
  if (is === 'not_passed') return Prisma.sql`"total"."passed" < ${all}`;
  if (is === 'stuck') return Prisma.sql`"total"."stalled" >= ${stuckFrom}`;
  return Prisma.sql`"total"."tried" = 0`;
}
