import type { AttemptsSoFar } from '#libs/courses/may-hand-in';
import type { Allowance } from '#libs/courses/own-times';
import type { Database } from './database.js';
import type { Score } from './scores.store.js';

/** Where somebody stands at an assignment. */
export interface OwnWork {
  /** What they were granted; null where nothing was. */
  readonly allowance: Allowance | null;
  /** The group of the course that they are in; null also where groups do not hand in. */
  readonly groupId: string | null;
  /** Theirs, or those of their group. */
  readonly soFar: AttemptsSoFar;
  readonly score: Score | null;
}

/** What is asked about an assignment. */
export interface AssignmentPlace {
  readonly id: string;
  readonly courseId: string;
  readonly groupHandIns: boolean;
}

/** Reads everything of one person's that decides about their next hand-ins, in a few statements for however many assignments. */
export class OwnWorkStore {
  constructor(private readonly database: Database) {}

  /** By assignment. */
  async find(
    personId: string,
    assignments: readonly AssignmentPlace[],
  ): Promise<ReadonlyMap<string, OwnWork>> {
    const ids = assignments.map(({ id }) => id);
    const [allowances, scores, groups] = await Promise.all([
      this.allowances(personId, ids),
      this.database.prisma.score.findMany({ where: { personId, assignmentId: { in: ids } } }),
      this.#groups(personId, assignments),
    ]);
    const soFar = await this.#soFar(personId, ids, [...groups.values()]);
    return new Map(
      assignments.map(({ id, courseId, groupHandIns }) => {
        const groupId = groupHandIns ? (groups.get(courseId) ?? null) : null;
        const counted = soFar.find((row) => row.assignmentId === id && row.groupId === groupId);
        const work: OwnWork = {
          allowance: allowances.get(id) ?? null,
          groupId,
          soFar: counted ?? { attempts: 0, lastAt: null },
          score: scores.find((score) => score.assignmentId === id) ?? null,
        };
        return [id, work] as const;
      }),
    );
  }

  /** What somebody was granted, by assignment. */
  async allowances(
    personId: string,
    assignmentIds: readonly string[],
  ): Promise<ReadonlyMap<string, Allowance>> {
    const where = { personId, assignmentId: { in: [...assignmentIds] } };
    const rows = await this.database.prisma.extension.findMany({ where });
    return new Map(rows.map((row) => [row.assignmentId, row]));
  }

  /** Their group in each course; asked for only where groups hand in. */
  async #groups(
    personId: string,
    assignments: readonly AssignmentPlace[],
  ): Promise<ReadonlyMap<string, string>> {
    const courseIds = assignments.filter((one) => one.groupHandIns).map((one) => one.courseId);
    if (courseIds.length === 0) return new Map();
    const where = { personId, courseId: { in: courseIds } };
    const rows = await this.database.prisma.groupMember.findMany({ where });
    return new Map(rows.map((row) => [row.courseId, row.groupId]));
  }

  /** Hand-ins that cost an attempt: of the person alone (`groupId` null), and of each of the groups whoever made them. */
  #soFar(personId: string, assignmentIds: string[], groupIds: string[]) {
    return this.database.prisma.$queryRaw<
      (AttemptsSoFar & { assignmentId: string; groupId: string | null })[]
    >`
      SELECT "assignmentId", "groupId", count(*)::int AS "attempts", max("submittedAt") AS "lastAt" FROM "Submission"
      WHERE "assignmentId" = ANY(${assignmentIds}) AND "state" NOT IN ('NOT_GRADED', 'CANCELLED')
        AND (("groupId" IS NULL AND "personId" = ${personId}) OR "groupId" = ANY(${groupIds}))
      GROUP BY "assignmentId", "groupId"`;
  }
}
