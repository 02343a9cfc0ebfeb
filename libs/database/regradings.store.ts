import { z } from 'zod';
import { LanguageId, SourceFile } from '#libs/contracts/language';
import type { Database } from './database.js';
import { Prisma } from './generated/client.js';
import { settleEntry } from './rejudging/settle-entry.js';
import { StatesStore } from './states.store.js';
import { storable, storableText } from './storable.js';
import type { GradedParts } from './submissions.store.js';

/** A repeat as a grader needs it. */
export interface Regrading {
  readonly id: string;
  readonly exercise: string;
  readonly exerciseHash: string;
  readonly language: LanguageId;
  readonly files: readonly SourceFile[];
  readonly seed: string;
}

/** A repeat that was given to the queue just now. */
export interface OfferedRegrading {
  readonly id: string;
  readonly priority: number;
}

/** Regradings that the queue holds at a time, so that thousands of them are no burden for whoever looks at it. */
const offeredMax = 64;

const Files = z.array(SourceFile);

/** Keeps what is graded again, until somebody applies or cancels its set. */
export class RegradingsStore {
  /** Moves regradings from state to state. */
  readonly states: StatesStore;

  constructor(private readonly database: Database) {
    this.states = new StatesStore(database, 'Regrading', Prisma.sql`"offered"`);
  }

  async find(id: string): Promise<Regrading | null> {
    const row = await this.database.prisma.regrading.findUnique({
      where: { id },
      include: { entry: { include: { submission: true } } },
    });
    if (row === null) return null;
    const { exercise, language, files, seed } = row.entry.submission;
    return {
      id,
      exercise,
      exerciseHash: row.exerciseHash,
      language: LanguageId.parse(language),
      files: Files.parse(files),
      seed,
    };
  }

  /** Writes what a repeat said and what it changes in one transaction; false, and no change, when it had ended before. */
  record(id: string, graded: GradedParts): Promise<boolean> {
    const { report, pictures } = storable(graded);
    const { outcome, points, maxPoints, passed } = report;
    const notGraded = outcome === 'not-graded';
    const failedChecks = report.checks.filter((check) => !check.passed).map((check) => check.name);
    const said = { outcome, points, maxPoints, passed, failedChecks, result: { report, pictures } };
    return this.#end(id, notGraded ? 'NOT_GRADED' : 'GRADED', notGraded ? { outcome } : said);
  }

  /** Ends a repeat that cannot be graded, with the reason that instructors read. */
  giveUp(id: string, failure: string): Promise<boolean> {
    return this.#end(id, 'NOT_GRADED', { outcome: 'not-graded', failure: storableText(failure) });
  }

  /** Takes the next ones, as many as there is room for in the queue, oldest set first. */
  offer(): Promise<OfferedRegrading[]> {
    return this.database.prisma.$queryRaw<OfferedRegrading[]>`
      UPDATE "Regrading" SET "offered" = true, "touchedAt" = now() WHERE "id" IN (
        SELECT "id" FROM "Regrading" WHERE "state" = 'QUEUED' AND NOT "offered" ORDER BY "id"
        LIMIT (SELECT greatest(0, ${offeredMax} - count(*)) FROM "Regrading"
          WHERE "offered" AND "state" NOT IN ('GRADED', 'NOT_GRADED', 'CANCELLED'))
        FOR UPDATE SKIP LOCKED)
      RETURNING "id", "priority"`;
  }

  #end(id: string, state: 'GRADED' | 'NOT_GRADED', data: Prisma.RegradingUpdateInput): Promise<boolean> {
    return this.database.prisma.$transaction(async (prisma) => {
      if ((await this.states.end(prisma, id, state)) === 0) return false;
      const { entryId } = await prisma.regrading.update({ where: { id }, data });
      await settleEntry(prisma, entryId);
      return true;
    });
  }
}
