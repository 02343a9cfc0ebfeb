import { Refusal } from '#libs/contracts/refusal';
import { violates } from './constraint.js';
import type { Database } from './database.js';
import type { Course as CourseRow, CourseRole } from './generated/client.js';
import { cutPage } from './page.js';
import type { Page, PageRequest } from './page.js';

/** A course as kept. */
export type Course = Readonly<CourseRow>;

/** What is said of a course; `timeZone` is an IANA name. */
export type CourseDetails = Pick<Course, 'termId' | 'code' | 'title' | 'timeZone'>;

/** Which courses: those that a person is in, or, with null, all there are. */
export interface CoursesFilter {
  readonly ofPersonId: string | null;
  readonly archived: boolean;
}

/** Keeps courses. */
export class CoursesStore {
  constructor(private readonly database: Database) {}

  /** Makes a course with its maker as instructor. Throws the refusal `CONFLICT` when the term has the code already. */
  create(details: CourseDetails, makerId: string): Promise<Course> {
    return tellingCode(details, () =>
      this.database.prisma.course.create({
        data: {
          ...details,
          enrolments: { create: { personId: makerId, role: 'instructor', source: 'hand' } },
        },
      }),
    );
  }

  /** Throws the refusal `CONFLICT` when the course is no longer as it was at `revision`. */
  async update(
    id: string,
    revision: number,
    change: Partial<Omit<Course, 'id' | 'revision'>>,
  ): Promise<Course> {
    const [row] = await tellingCode(change, () =>
      this.database.prisma.course.updateManyAndReturn({
        where: { id, revision },
        data: { ...change, revision: { increment: 1 } },
      }),
    );
    if (row !== undefined) return row;
    const now = await this.find(id);
    if (now === null) throw new Refusal('NOT_FOUND', 'There is no course with this id.');
    throw new Refusal(
      'CONFLICT',
      `Somebody changed this course meanwhile: it is ${now.code}, “${now.title}”, in ${now.timeZone}, revision ${now.revision} now.`,
    );
  }

  find(id: string): Promise<Course | null> {
    return this.database.prisma.course.findUnique({ where: { id } });
  }

  /** In no order; ids of none are left out. */
  findMany(ids: readonly string[]): Promise<Course[]> {
    return this.database.prisma.course.findMany({ where: { id: { in: [...ids] } } });
  }

  /** Newest first. */
  async list({ ofPersonId, archived }: CoursesFilter, page: PageRequest): Promise<Page<Course>> {
    const mine = { enrolments: { some: { personId: ofPersonId ?? '', endedAt: null } } };
    const rows = await this.database.prisma.course.findMany({
      where: {
        ...(ofPersonId === null ? {} : mine),
        ...(archived ? {} : { archivedAt: null }),
        ...(page.after === null ? {} : { id: { lt: page.after } }),
      },
      orderBy: { id: 'desc' },
      take: page.first + 1,
    });
    return cutPage(rows, page.first);
  }

  /** What a person is in each of these courses; those that they are not in, or have left, are left out. */
  async rolesOf(personId: string, courseIds: readonly string[]): Promise<ReadonlyMap<string, CourseRole>> {
    const rows = await this.database.prisma.enrolment.findMany({
      where: { personId, courseId: { in: [...courseIds] }, endedAt: null },
      select: { courseId: true, role: true },
    });
    return new Map(rows.map((row) => [row.courseId, row.role]));
  }
}

async function tellingCode<T>(details: Partial<CourseDetails>, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (violates(error, 'Course_termId_fkey'))
      throw new Refusal('NOT_FOUND', 'There is no term with this id.');
    if (!violates(error, 'Course_termId_code_key')) throw error;
    throw new Refusal('CONFLICT', `This term has a course with the code ${details.code} already.`);
  }
}
