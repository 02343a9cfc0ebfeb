import { Refusal } from '#libs/contracts/refusal';
import { Prisma } from './generated/client.js';
import type { CourseRole as Role, Enrolment as EnrolmentRow, EnrolmentSource } from './generated/client.js';
import type { Database } from './database.js';
import { violates } from './constraint.js';
import { inCourse } from './in-course.js';
import { cutPage } from './page.js';
import type { Page, PageRequest } from './page.js';

/** What somebody is in a course. */
export type CourseRole = Role;

/** Somebody in a course, also when they have left. */
export type Enrolment = Readonly<EnrolmentRow>;

/** What a list of enrolments is sorted by; equal ones by when they were made. */
export type EnrolmentOrder = 'name' | 'email' | 'role' | 'section' | 'joined';

/** Which enrolments of a course; null narrows nothing. `text` is looked for in names and addresses. */
export interface EnrolmentFilter {
  readonly courseId: string;
  readonly role: CourseRole | null;
  readonly sectionId: string | null;
  readonly text: string | null;
  readonly ended: boolean;
}

/** How somebody comes into a course. */
export interface NewEnrolment {
  readonly courseId: string;
  readonly personId: string;
  readonly role: CourseRole;
  readonly sectionId: string | null;
  readonly source: EnrolmentSource;
}

const sortKeys: Readonly<Record<EnrolmentOrder, Prisma.Sql>> = {
  name: Prisma.sql`lower("person"."name")`,
  email: Prisma.sql`"person"."email"`,
  role: Prisma.sql`"enrolment"."role"`,
  section: Prisma.sql`coalesce("section"."name", '')`,
  joined: Prisma.sql`"enrolment"."createdAt"`,
};

const rows = Prisma.sql`"Enrolment" AS "enrolment" JOIN "Person" AS "person" ON "person"."id" = "enrolment"."personId"
  LEFT JOIN "Section" AS "section" ON "section"."id" = "enrolment"."sectionId"`;

/** Keeps who is in which course, and as what. */
export class EnrolmentsStore {
  constructor(private readonly database: Database) {}

  /** What somebody is in a course now; null for who never was in it, and for who has left. */
  async roleOf(personId: string, courseId: string): Promise<CourseRole | null> {
    const row = await this.database.prisma.enrolment.findUnique({
      where: { courseId_personId: { courseId, personId } },
    });
    return row === null || row.endedAt !== null ? null : row.role;
  }

  find(id: string): Promise<Enrolment | null> {
    return this.database.prisma.enrolment.findUnique({ where: { id } });
  }

  /** Also when they have left. */
  findOf(personId: string, courseId: string): Promise<Enrolment | null> {
    return this.database.prisma.enrolment.findUnique({
      where: { courseId_personId: { courseId, personId } },
    });
  }

  /**
   * Brings somebody in, or back. Throws the refusal `CONFLICT` when they are in the course already. Waits for nobody: a whole
   * class may come in one minute.
   */
  async enrol(enrolment: NewEnrolment): Promise<Enrolment> {
    const { courseId, personId, ...details } = enrolment;
    try {
      return await this.database.prisma.enrolment.create({ data: enrolment });
    } catch (error) {
      if (!violates(error, 'Enrolment_courseId_personId_key')) throw error;
    }
    const [row] = await this.database.prisma.enrolment.updateManyAndReturn({
      where: { courseId, personId, endedAt: { not: null } },
      data: { ...details, endedAt: null },
    });
    if (row !== undefined) return row;
    const role = await this.roleOf(personId, courseId);
    throw new Refusal('CONFLICT', `This person is in the course already, as ${role}.`);
  }

  /** Only students are in groups. Throws the refusal `CONFLICT` when nobody would be left to teach the course. */
  change(row: Enrolment, change: Pick<Enrolment, 'role' | 'sectionId' | 'endedAt'>): Promise<Enrolment> {
    const { courseId, personId } = row;
    return inCourse(this.database, courseId, async (prisma) => {
      const { role, sectionId, endedAt } = change;
      const data = { role, sectionId, endedAt };
      const changed = await prisma.enrolment.update({ where: { id: row.id }, data });
      if (role !== 'student') await prisma.groupMember.deleteMany({ where: { courseId, personId } });
      if (teaches(row) && !teaches(changed)) await demandTeacher(prisma, courseId);
      return changed;
    });
  }

  async count(filter: EnrolmentFilter): Promise<number> {
    const [row] = await this.database.prisma.$queryRaw<{ n: number }[]>`
      SELECT count(*)::int AS "n" FROM ${rows} WHERE ${matching(filter)}`;
    return row?.n ?? 0;
  }

  /** A page in this order; `after` is the id of an enrolment. */
  async list(filter: EnrolmentFilter, order: EnrolmentOrder, page: PageRequest): Promise<Page<Enrolment>> {
    const key = sortKeys[order];
    const later =
      page.after === null
        ? Prisma.empty
        : Prisma.sql`AND (${key}, "enrolment"."id") >
            (SELECT ${key}, "enrolment"."id" FROM ${rows} WHERE "enrolment"."id" = ${page.after})`;
    const found = await this.database.prisma.$queryRaw<Enrolment[]>`
      SELECT "enrolment".* FROM ${rows} WHERE ${matching(filter)} ${later}
      ORDER BY ${key}, "enrolment"."id" LIMIT ${page.first + 1}`;
    return cutPage(found, page.first);
  }
}

/** Throws the refusal `CONFLICT` when a course, within this transaction, has nobody who teaches it. */
async function demandTeacher(prisma: Prisma.TransactionClient, courseId: string): Promise<void> {
  const left = await prisma.enrolment.count({
    where: { courseId, endedAt: null, role: { in: ['instructor', 'admin'] } },
  });
  if (left > 0) return;
  throw new Refusal('CONFLICT', 'This course would have no instructor; make somebody else instructor first.');
}

function teaches({ role, endedAt }: Enrolment): boolean {
  return endedAt === null && (role === 'instructor' || role === 'admin');
}

function matching({ courseId, role, sectionId, text, ended }: EnrolmentFilter): Prisma.Sql {
  const pattern = `%${(text ?? '').replace(/[\\%_]/g, String.raw`\$&`)}%`;
  const conditions = [
    Prisma.sql`"enrolment"."courseId" = ${courseId}`,
    ...(ended ? [] : [Prisma.sql`"enrolment"."endedAt" IS NULL`]),
    ...(role === null ? [] : [Prisma.sql`"enrolment"."role" = ${role}::"CourseRole"`]),
    ...(sectionId === null ? [] : [Prisma.sql`"enrolment"."sectionId" = ${sectionId}`]),
    ...(text === null
      ? []
      : [Prisma.sql`("person"."name" ILIKE ${pattern} OR "person"."email" ILIKE ${pattern})`]),
  ];
  return Prisma.join(conditions, ' AND ');
}
