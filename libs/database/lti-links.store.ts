import type { Database } from './database.js';

/** What an assignment of a course is called, for who follows a link to it. */
export interface LinkedAssignment {
  readonly id: string;
  readonly courseId: string;
  readonly title: string;
  readonly exercise: string;
  readonly archivedAt: Date | null;
}

/** The column of a platform's gradebook that one assignment's scores go to. */
export interface LtiLineItem {
  readonly id: string;
  readonly contextId: string;
  readonly assignmentId: string;
  readonly linkId: string | null;
  readonly url: string | null;
}

const shown = { id: true, courseId: true, title: true, exercise: true, archivedAt: true } as const;

/** Keeps which link of a platform opens which assignment, and where its scores go. */
export class LtiLinksStore {
  constructor(private readonly database: Database) {}

  /** The assignment that a link opens; null for a link that opens none yet. */
  async assignmentOf(contextId: string, linkId: string): Promise<LinkedAssignment | null> {
    const link = await this.database.prisma.ltiLink.findUnique({
      where: { contextId_linkId: { contextId, linkId } },
      include: { assignment: { select: shown } },
    });
    return link?.assignment ?? null;
  }

  /** Of a course's assignments those that are not archived, in its order. */
  assignments(courseId: string): Promise<LinkedAssignment[]> {
    return this.database.prisma.assignment.findMany({
      where: { courseId, archivedAt: null },
      orderBy: [{ position: 'asc' }, { id: 'asc' }],
      select: shown,
    });
  }

  /** Links, when the link opens nothing yet, and gives the assignment that it opens now. */
  async link(contextId: string, linkId: string, assignmentId: string): Promise<LinkedAssignment> {
    await this.database.prisma.ltiLink.createMany({
      data: [{ contextId, linkId, assignmentId }],
      skipDuplicates: true,
    });
    const now = await this.assignmentOf(contextId, linkId);
    if (now === null) throw new Error(`The link ${linkId} of the context ${contextId} opens nothing.`);
    return now;
  }

  /** How many other links of the same platform's course open an assignment. */
  otherLinks(contextId: string, linkId: string, assignmentId: string): Promise<number> {
    const where = { contextId, assignmentId, linkId: { not: linkId } };
    return this.database.prisma.ltiLink.count({ where });
  }

  /** Notes that scores of the assignment go to this platform; `url` when the platform has named the column. */
  async noteLineItem(item: Omit<LtiLineItem, 'id'>): Promise<void> {
    const { contextId, assignmentId, linkId, url } = item;
    // A second link of the same assignment does not move its column.
    await this.database.prisma.ltiLineItem.createMany({
      data: [{ contextId, assignmentId, linkId, url }],
      skipDuplicates: true,
    });
    if (url === null) return;
    await this.database.prisma.ltiLineItem.updateMany({
      where: { contextId, assignmentId, url: null },
      data: { url },
    });
  }
}
