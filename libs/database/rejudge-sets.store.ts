import { rejudgeLimits, type RejudgeChoice } from '#libs/contracts/rejudging';
import { Refusal } from '#libs/contracts/refusal';
import type { Database } from './database.js';
import type {
  RejudgeChange as Change,
  RejudgeEntry as EntryRow,
  RejudgeSet as SetRow,
} from './generated/client.js';
import { cutPage, type Page, type PageRequest } from './page.js';
import { applyEntry } from './rejudging/apply-entry.js';
import { chosenSubmissions } from './rejudging/choose.js';

export type RejudgeSet = SetRow;
export type RejudgeEntry = EntryRow;
export type RejudgeChange = Change;

/** A set to be made. `versions` says by assignment which version of its exercise grades. */
export interface NewRejudgeSet {
  readonly courseId: string;
  readonly reason: string;
  readonly choice: RejudgeChoice;
  readonly repeats: number;
  readonly createdById: string;
  readonly versions: ReadonlyMap<string, string>;
}

/** How many entries of a set are of each kind. */
export interface RejudgeCounts {
  readonly changes: Readonly<Record<RejudgeChange, number>>;
  readonly flaky: number;
  readonly applied: number;
}

/** For how many submissions a check began or ceased to pass. */
export interface CheckChange {
  readonly name: string;
  readonly gained: number;
  readonly lost: number;
}

/** Behind all live work: no person has so many waiting. */
const priority = 1_000_000;

/** Entries of a set that are applied in one transaction. */
const chunkMax = 20;

const makingMs = 60_000;

/** Keeps sets of regradings, and makes them count or forgets them. */
export class RejudgeSetsStore {
  constructor(private readonly database: Database) {}

  /** Ends in `BAD_INPUT` when nothing or too much is chosen, in `CONFLICT` when all that is chosen is in other open sets. */
  create(set: NewRejudgeSet): Promise<RejudgeSet> {
    const { versions, choice, courseId, ...details } = set;
    return this.database.prisma.$transaction(
      async (prisma) => {
        const chosen = await prisma.submission.findMany({
          where: chosenSubmissions(courseId, choice),
          orderBy: { id: 'asc' },
          take: rejudgeLimits.submissions + 1,
          select: { id: true, assignmentId: true },
        });
        checkSize(chosen.length);
        const made = await prisma.rejudgeSet.create({ data: { ...details, courseId, choice } });
        const entries = await prisma.rejudgeEntry.createManyAndReturn({
          data: chosen.map(({ id }) => ({ setId: made.id, submissionId: id })),
          skipDuplicates: true,
          select: { id: true, submissionId: true },
        });
        if (entries.length === 0)
          throw new Refusal('CONFLICT', 'Everything that was chosen is in another open set already.');
        const assignmentOf = new Map(chosen.map(({ id, assignmentId }) => [id, assignmentId]));
        await prisma.regrading.createMany({
          data: entries.flatMap(({ id, submissionId }) =>
            Array.from({ length: set.repeats }, (_, repeat) => ({
              entryId: id,
              repeat: repeat + 1,
              priority,
              exerciseHash: versions.get(assignmentOf.get(submissionId) ?? '') ?? '',
            })),
          ),
        });
        const skipped = chosen.length - entries.length;
        return prisma.rejudgeSet.update({ where: { id: made.id }, data: { skipped } });
      },
      { timeout: makingMs },
    );
  }

  /** Every assignment of a course, archived ones too, with the version that is pinned. */
  pinned(courseId: string): Promise<{ id: string; exercise: string; exerciseHash: string }[]> {
    return this.database.prisma.assignment.findMany({
      where: { courseId },
      select: { id: true, exercise: true, exerciseHash: true },
    });
  }

  find(id: string): Promise<RejudgeSet | null> {
    return this.database.prisma.rejudgeSet.findUnique({ where: { id } });
  }

  /** Newest first. */
  async list(courseId: string, { first, after }: PageRequest): Promise<Page<RejudgeSet>> {
    const rows = await this.database.prisma.rejudgeSet.findMany({
      where: { courseId, ...(after === null ? {} : { id: { lt: after } }) },
      orderBy: { id: 'desc' },
      take: first + 1,
    });
    return cutPage(rows, first);
  }

  /** In the order of the submissions; null as `change` means all. */
  async entries(
    setId: string,
    change: RejudgeChange | null,
    { first, after }: PageRequest,
  ): Promise<Page<RejudgeEntry>> {
    const rows = await this.database.prisma.rejudgeEntry.findMany({
      where: {
        setId,
        ...(change === null ? {} : { change }),
        ...(after === null ? {} : { id: { gt: after } }),
      },
      orderBy: { id: 'asc' },
      take: first + 1,
    });
    return cutPage(rows, first);
  }

  async counts(setId: string): Promise<RejudgeCounts> {
    const { prisma } = this.database;
    const rows = await prisma.rejudgeEntry.groupBy({
      by: ['change', 'flaky'],
      where: { setId },
      _count: { _all: true, appliedAt: true },
    });
    const changes = { WAITING: 0, GAINS: 0, LOSES: 0, SAME: 0, NOT_GRADED: 0 };
    let [flaky, applied] = [0, 0];
    for (const { change, flaky: isFlaky, _count } of rows) {
      changes[change] += _count._all;
      if (isFlaky) flaky += _count._all;
      applied += _count.appliedAt;
    }
    return { changes, flaky, applied };
  }

  /** The checks that most submissions gain or lose by, at most 100. */
  checkChanges(setId: string): Promise<CheckChange[]> {
    return this.database.prisma.$queryRaw<CheckChange[]>`
      SELECT "name", count(*) FILTER (WHERE "gains")::int AS "gained", count(*) FILTER (WHERE NOT "gains")::int AS "lost" FROM (
        SELECT unnest("gainedChecks") AS "name", true AS "gains" FROM "RejudgeEntry" WHERE "setId" = ${setId}
        UNION ALL SELECT unnest("lostChecks"), false FROM "RejudgeEntry" WHERE "setId" = ${setId}) AS each
      GROUP BY "name" ORDER BY count(*) DESC, "name" LIMIT 100`;
  }

  /** How far an open set is: regradings that have ended, and all. */
  async progress(setId: string): Promise<{ readonly done: number; readonly total: number }> {
    const { prisma } = this.database;
    const of = { entry: { setId } };
    const [total, open] = await Promise.all([
      prisma.regrading.count({ where: of }),
      prisma.regrading.count({
        where: { ...of, state: { in: ['QUEUED', 'COMPILING', 'RUNNING', 'JUDGING'] } },
      }),
    ]);
    return { done: total - open, total };
  }

  /** Moves a set on, when it is still as whoever asks has seen it; null when it is not. */
  async move(
    which: { readonly id: string; readonly revision: number },
    to: { readonly state: 'APPLYING' | 'CANCELLED'; readonly endedById: string },
  ): Promise<RejudgeSet | null> {
    const { count } = await this.database.prisma.rejudgeSet.updateMany({
      where: { ...which, state: 'OPEN' },
      data: { ...to, endedAt: new Date(), revision: { increment: 1 } },
    });
    return count === 0 ? null : this.find(which.id);
  }

  /** Sets that somebody applied and whose reports are not all replaced yet. */
  async findApplying(): Promise<string[]> {
    const rows = await this.database.prisma.rejudgeSet.findMany({
      where: { state: 'APPLYING' },
      select: { id: true },
      take: 10,
    });
    return rows.map(({ id }) => id);
  }

  /** Applies some entries of a set that is being applied; false when none was left, and the set is then applied. */
  async applySome(setId: string): Promise<boolean> {
    const { prisma } = this.database;
    const isLeft = await prisma.$transaction(
      async (transaction) => {
        const ids = await transaction.$queryRaw<{ id: string }[]>`
          SELECT "id" FROM "RejudgeEntry" WHERE "setId" = ${setId} AND "open" ORDER BY "id" LIMIT ${chunkMax} FOR UPDATE`;
        const entries = await transaction.rejudgeEntry.findMany({
          where: { id: { in: ids.map(({ id }) => id) } },
        });
        for (const entry of entries) await applyEntry(transaction, entry);
        return entries.length > 0;
      },
      { timeout: makingMs },
    );
    if (!isLeft) await this.#finish(setId, 'APPLIED');
    return isLeft;
  }

  /** Ends what still goes on for a cancelled set, and lets its submissions be chosen again. */
  async release(setId: string): Promise<void> {
    const { prisma } = this.database;
    await prisma.regrading.updateMany({
      where: { entry: { setId }, state: { in: ['QUEUED', 'COMPILING', 'RUNNING', 'JUDGING'] } },
      data: { state: 'CANCELLED', endedAt: new Date() },
    });
    await prisma.rejudgeEntry.updateMany({ where: { setId }, data: { open: false } });
    await this.#finish(setId, 'CANCELLED');
  }

  // What was kept for the preview is in the reports now, or of no use.
  async #finish(setId: string, state: 'APPLIED' | 'CANCELLED'): Promise<void> {
    const { prisma } = this.database;
    await prisma.$executeRaw`
      UPDATE "Regrading" SET "result" = NULL WHERE "result" IS NOT NULL AND "entryId" IN (SELECT "id" FROM "RejudgeEntry" WHERE "setId" = ${setId})`;
    await prisma.rejudgeSet.updateMany({ where: { id: setId, state: { not: state } }, data: { state } });
  }
}

function checkSize(count: number): void {
  if (count === 0) throw new Refusal('BAD_INPUT', 'No graded submission of this course is as chosen.');
  const { submissions } = rejudgeLimits;
  if (count <= submissions) return;
  throw new Refusal(
    'BAD_INPUT',
    `More than ${submissions} submissions are as chosen; choose fewer at a time.`,
  );
}
