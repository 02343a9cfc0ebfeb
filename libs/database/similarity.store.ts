import { Refusal } from '#libs/contracts/refusal';
import { SimilarityChoice, similarityLimits } from '#libs/contracts/similarity';
import type { Database } from './database.js';
import { Prisma } from './generated/client.js';
import type { SimilarityAnalysis as Row } from './generated/client.js';
import { cutPage, type Page, type PageRequest } from './page.js';
import { choosePrograms, type ChosenProgram } from './similarity/choose-programs.js';
import { StatesStore } from './states.store.js';

/** An analysis as it stands. */
export interface SimilarityAnalysis extends Omit<Row, 'choice'> {
  readonly choice: SimilarityChoice;
}

/** An analysis to be made. */
export interface NewSimilarityAnalysis {
  readonly assignmentId: string;
  readonly choice: SimilarityChoice;
  readonly createdById: string;
}

/** Behind regradings, which students wait for. */
const priority = 1_500_000;

/** Analyses that the queue holds at a time: one is enough for a processor, and live work has the others. */
const offeredMax = 1;

const makingMs = 60_000;

/** Keeps similarity analyses, from the choice of what is compared to their removal. */
export class SimilarityStore {
  /** Moves analyses from state to state. */
  readonly states: StatesStore;

  constructor(private readonly database: Database) {
    this.states = new StatesStore(database, 'SimilarityAnalysis', Prisma.sql`"offered"`);
  }

  /**
   * Chooses what is compared, and keeps that. Ends in `BAD_INPUT` when it is too little or too much, in `TOO_MANY_WAITING` or `CONFLICT` when
   * there are too many analyses.
   */
  create(analysis: NewSimilarityAnalysis): Promise<SimilarityAnalysis> {
    const { assignmentId, choice } = analysis;
    return this.database.prisma.$transaction(
      async (prisma) => {
        await checkCount(prisma, assignmentId);
        const most = similarityLimits.submissions + 1;
        const chosen = await choosePrograms(prisma, { assignmentId, ...choice, most });
        checkSize(chosen);
        const row = await prisma.similarityAnalysis.create({ data: { ...analysis, priority } });
        await prisma.similarityProgram.createMany({
          data: chosen.map(({ submissionId, isEarlier }) => ({
            analysisId: row.id,
            submissionId,
            isEarlier,
          })),
        });
        return parse(row);
      },
      { timeout: makingMs },
    );
  }

  async find(id: string): Promise<SimilarityAnalysis | null> {
    const row = await this.database.prisma.similarityAnalysis.findUnique({ where: { id } });
    return row && parse(row);
  }

  /** Newest first; of one assignment of the course, or with null of all. */
  async list(
    { courseId, assignmentId }: { readonly courseId: string; readonly assignmentId: string | null },
    { first, after }: PageRequest,
  ): Promise<Page<SimilarityAnalysis>> {
    const rows = await this.database.prisma.similarityAnalysis.findMany({
      where: {
        assignment: { courseId },
        ...(assignmentId === null ? {} : { assignmentId }),
        ...(after === null ? {} : { id: { lt: after } }),
      },
      orderBy: { id: 'desc' },
      take: first + 1,
    });
    return cutPage(rows.map(parse), first);
  }

  /** With everything that it found. */
  async remove(id: string): Promise<void> {
    await this.database.prisma.similarityAnalysis.deleteMany({ where: { id } });
  }

  /** Takes the next one when the queue has none, the oldest first. */
  offer(): Promise<{ readonly id: string; readonly priority: number }[]> {
    return this.database.prisma.$queryRaw`
      UPDATE "SimilarityAnalysis" SET "offered" = true, "touchedAt" = now() WHERE "id" IN (
        SELECT "id" FROM "SimilarityAnalysis" WHERE "state" = 'QUEUED' AND NOT "offered" ORDER BY "id"
        LIMIT (SELECT greatest(0, ${offeredMax} - count(*)) FROM "SimilarityAnalysis"
          WHERE "offered" AND "state" NOT IN ('GRADED', 'NOT_GRADED', 'CANCELLED'))
        FOR UPDATE SKIP LOCKED)
      RETURNING "id", "priority"`;
  }
}

/** Counts while nobody else of the course does. */
async function checkCount(prisma: Prisma.TransactionClient, assignmentId: string): Promise<void> {
  const { underWay, analyses } = similarityLimits;
  const { courseId } = await prisma.assignment.findUniqueOrThrow({ where: { id: assignmentId } });
  await prisma.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`similarity ${courseId}`}, 0))`;
  const open = await prisma.similarityAnalysis.count({
    where: {
      assignment: { courseId },
      state: { in: ['QUEUED', 'COMPILING', 'RUNNING', 'JUDGING'] },
    },
  });
  if (open >= underWay)
    throw new Refusal(
      'TOO_MANY_WAITING',
      `${open} analyses of this course go on or wait; wait for one, or cancel it.`,
    );
  const kept = await prisma.similarityAnalysis.count({ where: { assignmentId } });
  if (kept >= analyses)
    throw new Refusal(
      'CONFLICT',
      `This assignment has ${kept} analyses; delete one that you no longer need.`,
    );
}

function checkSize(chosen: readonly ChosenProgram[]): void {
  const { submissions, totalBytes } = similarityLimits;
  const fresh = chosen.filter(({ isEarlier }) => !isEarlier).length;
  if (fresh === 0 || chosen.length < 2)
    throw new Refusal(
      'BAD_INPUT',
      'There are no two hand-ins to compare, of which one is for this assignment.',
    );
  if (chosen.length > submissions)
    throw new Refusal(
      'BAD_INPUT',
      `More than ${submissions} hand-ins would be compared; take fewer earlier assignments.`,
    );
  const bytes = chosen.reduce((sum, one) => sum + one.bytes, 0);
  if (bytes > totalBytes)
    throw new Refusal(
      'BAD_INPUT',
      `The hand-ins have ${bytes} bytes, and ${totalBytes} are compared at most; take fewer earlier assignments.`,
    );
}

const parse = (row: Row): SimilarityAnalysis => ({ ...row, choice: SimilarityChoice.parse(row.choice) });
