import type { Database } from './database.js';
import type { CourseRole } from './generated/client.js';

/** What about a hand-in decides who else sees it. */
export interface HandInPlace {
  readonly id: string;
  readonly assignmentId: string | null;
  readonly groupId: string | null;
}

/** Where somebody sees more than their own work. */
export interface SeenPlaces {
  /** What courses are set in which they are assistant or more. */
  readonly assignmentIds: readonly string[];
  /** Groups that they are in now. */
  readonly groupIds: readonly string[];
  /** Hand-ins of groups that they were in then, and share the score of. */
  readonly sharedIds: readonly string[];
}

const staff: CourseRole[] = ['assistant', 'instructor', 'admin'];

/** Reads whose work somebody may see by what they are in courses; who has left one is nothing in it. */
export class SubmissionRightsStore {
  constructor(private readonly database: Database) {}

  async placesOf(personId: string): Promise<SeenPlaces> {
    const [assignments, memberships, shares] = await Promise.all([
      this.database.prisma.assignment.findMany({
        where: { course: { enrolments: { some: { personId, endedAt: null, role: { in: staff } } } } },
        select: { id: true },
      }),
      this.database.prisma.groupMember.findMany({
        where: { personId, group: { course: { enrolments: { some: { personId, endedAt: null } } } } },
        select: { groupId: true },
      }),
      this.database.prisma.handInMember.findMany({ where: { personId }, select: { submissionId: true } }),
    ]);
    return {
      assignmentIds: assignments.map((row) => row.id),
      groupIds: memberships.map((row) => row.groupId),
      sharedIds: shares.map((row) => row.submissionId),
    };
  }

  /** Which of these assignments belong to courses in which somebody is assistant or more. */
  async staffed(personId: string, assignmentIds: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await this.database.prisma.assignment.findMany({
      where: {
        id: { in: [...assignmentIds] },
        course: { enrolments: { some: { personId, endedAt: null, role: { in: staff } } } },
      },
      select: { id: true },
    });
    return new Set(rows.map((row) => row.id));
  }

  /** Whether a hand-in is that of a group that somebody is in, or was when it was handed in. */
  async shares(personId: string, { id, groupId }: HandInPlace): Promise<boolean> {
    if (groupId === null) return false;
    const { groupIds, sharedIds } = await this.placesOf(personId);
    return groupIds.includes(groupId) || sharedIds.includes(id);
  }
}
