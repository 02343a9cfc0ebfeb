import { endStates } from '#libs/contracts/progress';
import type { Stage } from '#libs/contracts/progress';
import type { Database } from './database.js';
import { Prisma } from './generated/client.js';
import { storableText } from './storable.js';

/** The tables whose rows a grader works through. */
export type WorkTable = 'Submission' | 'HostedRun' | 'Regrading' | 'SimilarityAnalysis';

/**
 * What beginning a row found: `begun` gives the number of this attempt, which all later changes carry; `ended` means there is
 * nothing left to do, also when the row is gone; `worn-out` that graders died or failed on it too often.
 */
export type Beginning =
  | { readonly kind: 'begun'; readonly attempt: number }
  | { readonly kind: 'ended' }
  | { readonly kind: 'worn-out' };

/** A row that nobody has touched for a while. */
export interface StillRow {
  readonly id: string;
  readonly state: string;
  readonly priority: number;
  readonly attempts: number;
}

const ended = Prisma.join(endStates.map((state) => Prisma.sql`${state}::"SubmissionState"`));

/**
 * The one way a row moves from state to state. Every change is guarded by the row itself, so that it happens once whoever
 * tries it again: a job delivered twice, a grader that was thought dead, a student who cancels in the same moment.
 */
export class StatesStore {
  private readonly table: Prisma.Sql;

  constructor(
    private readonly database: Database,
    readonly of: WorkTable,
    /** Of which rows the queue should know. */
    private readonly queued: Prisma.Sql = Prisma.sql`true`,
  ) {
    this.table = Prisma.raw(`"${of}"`);
  }

  /** Takes a row for a new attempt; an attempt under way elsewhere is thereby superseded. */
  async begin(id: string, maxAttempts: number): Promise<Beginning> {
    const rows = await this.database.prisma.$queryRaw<{ attempts: number }[]>`
      UPDATE ${this.table} SET "state" = 'COMPILING', "stage" = '', "done" = 0, "total" = 0, "attempts" = "attempts" + 1,
        "startedAt" = now(), "touchedAt" = now()
      WHERE "id" = ${id} AND "state" NOT IN (${ended}) AND "attempts" < ${maxAttempts} RETURNING "attempts"`;
    const [row] = rows;
    if (row !== undefined) return { kind: 'begun', attempt: row.attempts };
    const open = await this.count(Prisma.sql`"id" = ${id} AND "state" NOT IN (${ended})`);
    return open === 0 ? { kind: 'ended' } : { kind: 'worn-out' };
  }

  /** False when the row has ended or a later attempt has begun: whoever asked should stop. */
  async advance(id: string, attempt: number, stage: Stage): Promise<boolean> {
    const { state, done, total } = stage;
    const count = await this.database.prisma.$executeRaw`
      UPDATE ${this.table} SET "state" = ${state}::"SubmissionState", "stage" = ${storableText(stage.stage)}, "done" = ${done}, "total" = ${total},
        "touchedAt" = now()
      WHERE ${this.mine(id, attempt)}`;
    return count === 1;
  }

  /** Puts the row back into the line because this attempt failed and another will follow. */
  async requeue(id: string, attempt: number, failure: string): Promise<boolean> {
    const count = await this.database.prisma.$executeRaw`
      UPDATE ${this.table} SET "state" = 'QUEUED', "stage" = '', "done" = 0, "total" = 0, "failure" = ${storableText(failure)}, "touchedAt" = now()
      WHERE ${this.mine(id, attempt)}`;
    return count === 1;
  }

  /** Ends the row within a transaction that also writes what came of it; the number of rows that had no end yet: 1 or 0. */
  end(transaction: Prisma.TransactionClient, id: string, state: 'GRADED' | 'NOT_GRADED'): Promise<number> {
    return transaction.$executeRaw`
      UPDATE ${this.table} SET "state" = ${state}::"SubmissionState", "stage" = '', "done" = "total", "endedAt" = now(), "touchedAt" = now()
      WHERE "id" = ${id} AND "state" NOT IN (${ended})`;
  }

  /** Ends the row as NOT_GRADED, with the reason that instructors read. */
  async giveUp(id: string, failure: string): Promise<boolean> {
    const count = await this.database.prisma.$executeRaw`
      UPDATE ${this.table} SET "state" = 'NOT_GRADED', "stage" = '', "failure" = ${storableText(failure)}, "endedAt" = now(), "touchedAt" = now()
      WHERE "id" = ${id} AND "state" NOT IN (${ended})`;
    return count === 1;
  }

  /** False when it had ended already. A grading under way sees it and stops. */
  async cancel(id: string): Promise<boolean> {
    const count = await this.database.prisma.$executeRaw`
      UPDATE ${this.table} SET "state" = 'CANCELLED', "stage" = '', "endedAt" = now(), "touchedAt" = now()
      WHERE "id" = ${id} AND "state" NOT IN (${ended})`;
    return count === 1;
  }

  /** Rows without an end that have stood still for `stillMs` by the server's clock, the oldest first. */
  findStill(stillMs: number, limit: number): Promise<StillRow[]> {
    return this.database.prisma.$queryRaw<StillRow[]>`
      SELECT "id", "state"::text AS "state", "priority", "attempts" FROM ${this.table}
      WHERE ${this.queued} AND "state" NOT IN (${ended}) AND "touchedAt" <= now() - ${stillMs} * interval '1 millisecond'
      ORDER BY "touchedAt" LIMIT ${limit}`;
  }

  /** How many rows of a person wait in the line. */
  countWaiting(personId: string): Promise<number> {
    return this.count(Prisma.sql`"personId" = ${personId} AND "state" = 'QUEUED'`);
  }

  private mine(id: string, attempt: number): Prisma.Sql {
    return Prisma.sql`"id" = ${id} AND "attempts" = ${attempt} AND "state" NOT IN (${ended})`;
  }

  private async count(where: Prisma.Sql): Promise<number> {
    const [row] = await this.database.prisma.$queryRaw<
      { n: number }[]
    >`SELECT count(*)::int AS "n" FROM ${this.table} WHERE ${where}`;
    return row?.n ?? 0;
  }
}
