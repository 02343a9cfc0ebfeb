import type { Database } from './database.js';
import type { CourseRole, EnrolmentSource } from './generated/client.js';

/** Somebody in a course, and how they came there. */
export interface LtiEnrolment {
  readonly personId: string;
  readonly role: CourseRole;
  readonly source: EnrolmentSource;
  readonly endedAt: Date | null;
}

/** `kept-out`: somebody here ended an enrolment that no platform had made, and no platform brings it back. */
export type EnrolmentAnswer = 'in' | 'kept-out';

/** The course of a platform, and the one of ours that it is. */
interface LinkedCourse {
  readonly id: string;
  readonly courseId: string;
}

/** Enrols whom platforms name, and touches no enrolment that was made by hand, by CSV or with a join code. */
export class LtiEnrolmentsStore {
  constructor(private readonly database: Database) {}

  async enrol(context: LinkedCourse, personId: string, role: CourseRole): Promise<EnrolmentAnswer> {
    const { prisma } = this.database;
    const { courseId } = context;
    const [, , , now] = await prisma.$transaction([
      prisma.ltiMember.createMany({ data: [{ contextId: context.id, personId }], skipDuplicates: true }),
      prisma.enrolment.createMany({
        data: [{ courseId, personId, role, source: 'lti' }],
        skipDuplicates: true,
      }),
      prisma.enrolment.updateMany({
        where: { courseId, personId, source: 'lti' },
        data: { role, endedAt: null },
      }),
      prisma.enrolment.findUniqueOrThrow({ where: { courseId_personId: { courseId, personId } } }),
    ]);
    return now.endedAt === null ? 'in' : 'kept-out';
  }

  /** Everybody of a course, also who has left. */
  list(courseId: string): Promise<LtiEnrolment[]> {
    return this.database.prisma.enrolment.findMany({
      where: { courseId },
      select: { personId: true, role: true, source: true, endedAt: true },
    });
  }

  /** Who came by this course of the platform and by no other that is the same course of ours. */
  async cameBy(context: LinkedCourse): Promise<string[]> {
    const rows = await this.database.prisma.ltiMember.findMany({
      where: {
        contextId: context.id,
        person: {
          ltiMembers: {
            none: { contextId: { not: context.id }, context: { courseId: context.courseId } },
          },
        },
      },
      select: { personId: true },
    });
    return rows.map(({ personId }) => personId);
  }

  /** Ends those that platforms made, and forgets that they were in the platform's course. */
  async end(context: LinkedCourse, personIds: readonly string[], now: Date): Promise<void> {
    const { prisma } = this.database;
    const { courseId } = context;
    await prisma.$transaction([
      prisma.ltiMember.deleteMany({ where: { contextId: context.id, personId: { in: [...personIds] } } }),
      prisma.enrolment.updateMany({
        where: { courseId, personId: { in: [...personIds] }, source: 'lti', endedAt: null },
        data: { endedAt: now },
      }),
    ]);
  }
}
