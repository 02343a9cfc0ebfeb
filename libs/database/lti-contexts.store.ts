import type { Database } from './database.js';
import { Prisma } from './generated/client.js';

/** A course of a platform that is a course of ours. */
export interface LtiContext {
  readonly id: string;
  readonly platformId: string;
  readonly deploymentId: string;
  readonly contextId: string;
  readonly title: string;
  readonly courseId: string;
  readonly linkedById: string;
  readonly membershipsUrl: string | null;
  readonly lineItemsUrl: string | null;
  readonly scopes: readonly string[];
  readonly createdAt: Date;
  readonly rosterAt: Date | null;
}

/** How a platform names a course of its own. */
export type ContextName = Pick<LtiContext, 'platformId' | 'deploymentId' | 'contextId'>;

/** What a platform lets us do in a course; each launch says it anew. */
export type ContextServices = Pick<LtiContext, 'title' | 'membershipsUrl' | 'lineItemsUrl' | 'scopes'>;

/** A course that somebody may link, shortly. */
export interface CourseChoice {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly term: string;
}

/** Courses that one page offers to link. */
const choicesMax = 100;

/** Keeps which courses of platforms are which courses of ours. */
export class LtiContextsStore {
  constructor(private readonly database: Database) {}

  find(name: ContextName): Promise<LtiContext | null> {
    return this.database.prisma.ltiContext.findUnique({
      where: { platformId_deploymentId_contextId: name },
    });
  }

  findById(id: string): Promise<LtiContext | null> {
    return this.database.prisma.ltiContext.findUnique({ where: { id } });
  }

  /** With the name of the platform, the oldest first. */
  async listOfCourse(courseId: string): Promise<(LtiContext & { readonly platformName: string })[]> {
    const rows = await this.database.prisma.ltiContext.findMany({
      where: { courseId },
      orderBy: { id: 'asc' },
      include: { platform: { select: { name: true } } },
    });
    return rows.map(({ platform, ...context }) => ({ ...context, platformName: platform.name }));
  }

  /** Links it; when somebody else did so in the same moment, theirs stands. */
  async link(
    name: ContextName,
    course: { readonly courseId: string; readonly linkedById: string },
    services: ContextServices,
  ): Promise<LtiContext> {
    try {
      return await this.database.prisma.ltiContext.create({
        data: { ...name, ...course, ...services, scopes: [...services.scopes] },
      });
    } catch (error) {
      const found =
        error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002'
          ? await this.find(name)
          : null;
      if (found === null) throw error;
      return found;
    }
  }

  /** Takes down what the latest launch said, so far as it said anything. */
  async refresh(id: string, services: ContextServices): Promise<LtiContext> {
    const { membershipsUrl, lineItemsUrl, scopes, title } = services;
    return this.database.prisma.ltiContext.update({
      where: { id },
      data: {
        title,
        ...(membershipsUrl === null ? {} : { membershipsUrl }),
        ...(lineItemsUrl === null ? {} : { lineItemsUrl }),
        ...(scopes.length === 0 ? {} : { scopes: [...scopes] }),
      },
    });
  }

  async unlink(id: string): Promise<boolean> {
    const { count } = await this.database.prisma.ltiContext.deleteMany({ where: { id } });
    return count === 1;
  }

  async noteRoster(id: string, now: Date): Promise<void> {
    await this.database.prisma.ltiContext.updateMany({ where: { id }, data: { rosterAt: now } });
  }

  /** Courses in which somebody is an instructor now, newest first. */
  async coursesOf(personId: string): Promise<CourseChoice[]> {
    const rows = await this.database.prisma.course.findMany({
      where: {
        archivedAt: null,
        enrolments: { some: { personId, endedAt: null, role: { in: ['instructor', 'admin'] } } },
      },
      include: { term: true },
      orderBy: { id: 'desc' },
      take: choicesMax,
    });
    return rows.map(({ id, code, title, term }) => ({ id, code, title, term: term.name }));
  }

  /** Terms that have not ended at `now`, the earliest first. */
  terms(now: Date): Promise<{ id: string; name: string }[]> {
    return this.database.prisma.term.findMany({
      where: { endsOn: { gte: now } },
      orderBy: { startsOn: 'asc' },
      select: { id: true, name: true },
      take: choicesMax,
    });
  }
}
