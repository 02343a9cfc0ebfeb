import { LatePolicy } from '#libs/contracts/assignment';
import { Refusal } from '#libs/contracts/refusal';
import type { AssignmentTerms } from '#libs/courses/assignment-terms';
import type { Database } from './database.js';
import { Prisma } from './generated/client.js';
import { cutPage, type Page, type PageRequest } from './page.js';
import type { Assignment as Row } from './generated/client.js';

/** An exercise set to a course. */
export interface Assignment extends Omit<Row, 'latePolicy'> {
  readonly latePolicy: LatePolicy;
  /** Of its course. */
  readonly timeZone: string;
  /** Since when nothing in its course changes any more; null while it does. */
  readonly courseArchivedAt: Date | null;
}

/** An assignment to be; it takes the last place of its course. */
export interface NewAssignment extends AssignmentTerms {
  readonly courseId: string;
  readonly exercise: string;
  readonly exerciseHash: string;
}

/** What a change of an assignment writes; `revision` is the one that whoever changes it has read. */
export interface AssignmentChange {
  readonly id: string;
  readonly revision: number;
  readonly write: Partial<AssignmentTerms> & {
    readonly archivedAt?: Date | null;
    readonly exerciseHash?: string;
    readonly rescoringSince?: Date;
  };
}

const withCourse = { course: { select: { timeZone: true, archivedAt: true } } } as const;

/** Keeps what courses are set. */
export class AssignmentsStore {
  constructor(private readonly database: Database) {}

  /** Throws the refusal `BAD_INPUT` when the course has one of this title, or `max` of them. */
  async create(assignment: NewAssignment, max: number): Promise<Assignment> {
    const { courseId } = assignment;
    return refusingTwins(() =>
      this.database.prisma.$transaction(async (prisma) => {
        // One at a time, so that two made at once get two places.
        await prisma.$executeRaw`SELECT 1 FROM "Course" WHERE "id" = ${courseId} FOR UPDATE`;
        const { _max, _count } = await prisma.assignment.aggregate({
          where: { courseId },
          _max: { position: true },
          _count: true,
        });
        if (_count >= max) throw new Refusal('BAD_INPUT', `A course has at most ${max} assignments.`);
        const position = (_max.position ?? 0) + 1;
        return parse(
          await prisma.assignment.create({ data: { ...assignment, position }, include: withCourse }),
        );
      }),
    );
  }

  async find(id: string): Promise<Assignment | null> {
    const row = await this.database.prisma.assignment.findUnique({ where: { id }, include: withCourse });
    return row === null ? null : parse(row);
  }

  /** In no order; those that are not there are left out. */
  async findMany(ids: readonly string[]): Promise<Assignment[]> {
    const where = { id: { in: [...ids] } };
    return (await this.database.prisma.assignment.findMany({ where, include: withCourse })).map(parse);
  }

  /** Those of a course in their order; with `releasedAt` only what students see then. */
  async list(
    { courseId, releasedAt }: { readonly courseId: string; readonly releasedAt: Date | null },
    { first, after }: PageRequest,
  ): Promise<Page<Assignment>> {
    const rows = await this.database.prisma.assignment.findMany({
      where: { courseId, ...(releasedAt && { releaseAt: { lte: releasedAt }, archivedAt: null }) },
      orderBy: [{ position: 'asc' }, { id: 'asc' }],
      ...(after !== null && { cursor: { id: after }, skip: 1 }),
      take: first + 1,
      include: withCourse,
    });
    return cutPage(rows.map(parse), first);
  }

  /** The first of each of these courses in its order, by course; with `releasedAt` only what students see then. */
  async firstOfEach(
    courses: readonly { readonly courseId: string; readonly releasedAt: Date | null }[],
    first: number,
  ): Promise<ReadonlyMap<string, Page<Assignment>>> {
    const courseIds = courses.map(({ courseId }) => courseId);
    const found = await this.database.rows<{ id: string }>(Prisma.sql`
      SELECT "one"."id" FROM unnest(${courseIds}::text[], ${courses.map(({ releasedAt }) => releasedAt)}::timestamptz[]) AS "course" ("id", "at")
      CROSS JOIN LATERAL (
        SELECT "id" FROM "Assignment" WHERE "courseId" = "course"."id"
          AND ("course"."at" IS NULL OR ("releaseAt" <= "course"."at" AND "archivedAt" IS NULL))
        ORDER BY "position", "id" LIMIT ${first + 1}) AS "one"`);
    const rows = new Map((await this.findMany(found.map(({ id }) => id))).map((row) => [row.id, row]));
    const inOrder = found.flatMap(({ id }) => rows.get(id) ?? []);
    const of = (courseId: string) => inOrder.filter((row) => row.courseId === courseId);
    return new Map(courseIds.map((courseId) => [courseId, cutPage(of(courseId), first)]));
  }

  /** Throws the refusal `CONFLICT` when somebody else changed it since `revision`, `BAD_INPUT` when another one has its new title. */
  async change({ id, revision, write }: AssignmentChange): Promise<Assignment> {
    await refusingTwins(async () => {
      const { count } = await this.database.prisma.assignment.updateMany({
        where: { id, revision },
        data: { ...write, revision: { increment: 1 } },
      });
      if (count === 0) throw conflict(await this.find(id));
    });
    const changed = await this.find(id);
    if (changed === null) throw new Refusal('NOT_FOUND', 'This assignment is gone.');
    return changed;
  }

  /** Gives the assignments of a course the order of `ids`; throws the refusal `CONFLICT` when these are not all of them. */
  async reorder(courseId: string, ids: readonly string[]): Promise<void> {
    await this.database.prisma.$transaction(async (prisma) => {
      await prisma.$executeRaw`SELECT 1 FROM "Course" WHERE "id" = ${courseId} FOR UPDATE`;
      const rows = await prisma.assignment.findMany({ where: { courseId }, select: { id: true } });
      const known = new Set(rows.map((row) => row.id));
      const same =
        known.size === new Set(ids).size && ids.length === known.size && ids.every((id) => known.has(id));
      if (!same)
        throw new Refusal(
          'CONFLICT',
          `The course has ${known.size} assignments, and these are not just them; look again.`,
        );
      await prisma.$executeRaw`
        UPDATE "Assignment" AS a SET "position" = o."place"
        FROM unnest(${[...ids]}::text[]) WITH ORDINALITY AS o("id", "place") WHERE a."id" = o."id"`;
    });
  }

  /** Whether anything was handed in for it. */
  async hasHandIns(id: string): Promise<boolean> {
    const found = await this.database.prisma.submission.findFirst({
      where: { assignmentId: id },
      select: { id: true },
    });
    return found !== null;
  }
}

function parse({
  course,
  ...row
}: Row & { course: { timeZone: string; archivedAt: Date | null } }): Assignment {
  return {
    ...row,
    timeZone: course.timeZone,
    courseArchivedAt: course.archivedAt,
    latePolicy: LatePolicy.parse(row.latePolicy),
  };
}

function conflict(now: Assignment | null): Refusal {
  if (now === null) return new Refusal('NOT_FOUND', 'This assignment is gone.');
  return new Refusal(
    'CONFLICT',
    `Somebody changed this assignment meanwhile: it is "${now.title}" of revision ${now.revision} now. Look at it again, then change it.`,
  );
}

async function refusingTwins<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002')
      throw new Refusal('BAD_INPUT', 'The course has an assignment with this title already.');
    throw error;
  }
}
