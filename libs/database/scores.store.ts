import { Refusal } from '#libs/contracts/refusal';
import type { Database } from './database.js';
import { Prisma } from './generated/client.js';
import type { Score as Row } from './generated/client.js';
import { againAfterDeadlock } from './scores/again-after-deadlock.js';
import { lockScores, refreshScores } from './scores/refresh-scores.js';

/** What counts of somebody's attempts at an assignment. */
export type Score = Row;

/** Whose score at what. */
export interface ScorePlace {
  readonly assignmentId: string;
  readonly personId: string;
}

/** What somebody sets by hand in place of what counts; null takes it back. `revision` is that of the score that was seen, 0 where there was none. */
export interface Adjustment {
  readonly assignmentId: string;
  readonly personId: string;
  readonly fraction: number | null;
  readonly reason: string | null;
  readonly byId: string;
  readonly revision: number;
}

/** People whose scores are computed in one transaction: some milliseconds, in which their reports wait. */
const chunkMax = 200;

/** Keeps what counts. */
export class ScoresStore {
  constructor(private readonly database: Database) {}

  /** Null while nothing of theirs was graded or adjusted. */
  find(assignmentId: string, personId: string): Promise<Score | null> {
    return this.database.prisma.score.findUnique({
      where: { assignmentId_personId: { assignmentId, personId } },
    });
  }

  /** Those that are there of these places, in no order. */
  findMany(places: readonly ScorePlace[]): Promise<Score[]> {
    return this.database.rows<Score>(Prisma.sql`
      SELECT "score".* FROM unnest(${places.map((place) => place.assignmentId)}::text[], ${places.map((place) => place.personId)}::text[])
        AS "place" ("assignmentId", "personId") JOIN "Score" AS "score" USING ("assignmentId", "personId")`);
  }

  /** Assignments whose scores have followed an older policy for `forMs` by the server's clock, the longest first; some at a time. */
  async findRescoring(forMs: number): Promise<string[]> {
    const rows = await this.database.prisma.$queryRaw<{ id: string }[]>`
      SELECT "id" FROM "Assignment" WHERE "rescoringSince" <= now() - ${forMs} * interval '1 millisecond'
      ORDER BY "rescoringSince" LIMIT ${chunkMax}`;
    return rows.map((row) => row.id);
  }

  /** Throws the refusal `CONFLICT` when the score is not the one that was seen: somebody adjusted it, or a report came. */
  adjust({ assignmentId, personId, fraction, reason, byId, revision }: Adjustment): Promise<Score> {
    return this.#transaction(async (prisma) => {
      await lockScores(prisma, assignmentId, [personId]);
      const where = { assignmentId_personId: { assignmentId, personId } };
      const now = await prisma.score.findUniqueOrThrow({ where });
      if (now.revision !== revision) throw conflict(now);
      return prisma.score.update({
        where,
        data: {
          adjusted: fraction,
          adjustedReason: reason,
          adjustedById: fraction === null ? null : byId,
          adjustedAt: fraction === null ? null : new Date(),
          counts: fraction ?? now.fraction,
          revision: { increment: 1 },
        },
      });
    });
  }

  /**
   * Computes all scores of an assignment anew, some people at a time, and gives how many each time. When it comes to its end, the assignment
   * no longer says `rescoringSince`, unless somebody changed it again meanwhile: then whoever did goes on.
   */
  async *rescore(assignmentId: string): AsyncGenerator<number, void> {
    const { prisma } = this.database;
    const found = await prisma.assignment.findUnique({
      where: { id: assignmentId },
      select: { rescoringSince: true },
    });
    if (found === null) return;
    for (let after = ''; ;) {
      const rows = await prisma.score.findMany({
        where: { assignmentId, personId: { gt: after } },
        orderBy: { personId: 'asc' },
        take: chunkMax,
        select: { personId: true },
      });
      const people = rows.map((row) => row.personId);
      const last = people.at(-1);
      if (last === undefined) break;
      await this.#transaction((transaction) => refreshScores(transaction, assignmentId, people));
      after = last;
      yield people.length;
    }
    const { rescoringSince } = found;
    await prisma.assignment.updateMany({
      where: { id: assignmentId, rescoringSince },
      data: { rescoringSince: null },
    });
  }

  #transaction<T>(work: (prisma: Prisma.TransactionClient) => Promise<T>): Promise<T> {
    return againAfterDeadlock(() => this.database.prisma.$transaction(work));
  }
}

function conflict({ counts, attempts, adjusted, revision }: Score): Refusal {
  const worth = counts === null ? 'nothing counts' : `${Math.round(counts * 1000) / 10} % count`;
  const how = adjusted === null ? '' : ', adjusted by hand';
  return new Refusal(
    'CONFLICT',
    `This score changed meanwhile: ${worth} after ${attempts} attempts${how} now (revision ${revision}). Look at it again, then adjust it.`,
  );
}
