import { Prisma } from '../generated/client.js';
import { endStates } from '#libs/contracts/progress';

type Transaction = Prisma.TransactionClient;

/** One repeat, as it is compared. */
interface Repeat {
  readonly id: string;
  readonly state: string;
  readonly outcome: string | null;
  readonly points: number | null;
  readonly maxPoints: number | null;
  readonly passed: boolean | null;
  readonly failedChecks: readonly string[];
}

/** A repeat with a report. */
type Graded = Repeat & { readonly points: number; readonly passed: boolean };

/**
 * When the last repeat of an entry has ended, writes what changes for the student: the best repeat is chosen, so that nobody loses by
 * chance, and repeats that differ mark the entry as flaky. Within the transaction that ended the repeat; a second one waits at the row.
 */
export async function settleEntry(prisma: Transaction, entryId: string): Promise<void> {
  await prisma.$queryRaw`SELECT 1 AS "locked" FROM "RejudgeEntry" WHERE "id" = ${entryId} FOR UPDATE`;
  const repeats: Repeat[] = await prisma.regrading.findMany({
    where: { entryId },
    orderBy: { repeat: 'asc' },
  });
  if (repeats.some(({ state }) => !endStates.some((end) => end === state))) return;
  const { submissionId } = await prisma.rejudgeEntry.findUniqueOrThrow({ where: { id: entryId } });
  const before = await prisma.report.findUnique({ where: { submissionId } });
  const graded = repeats.filter(isGraded);
  const chosen = graded.toSorted((a, b) => b.points - a.points)[0];
  if (chosen === undefined) {
    await prisma.rejudgeEntry.update({ where: { id: entryId }, data: { change: 'NOT_GRADED' } });
    return;
  }
  const failedBefore = before?.failedChecks ?? [];
  await prisma.rejudgeEntry.update({
    where: { id: entryId },
    data: {
      change: changeOf(before?.points ?? null, chosen.points),
      flaky: new Set(graded.map(signature)).size > 1,
      beforePoints: before?.points ?? null,
      beforePassed: before?.passed ?? null,
      afterPoints: chosen.points,
      afterPassed: chosen.passed,
      maxPoints: chosen.maxPoints,
      gainedChecks: failedBefore.filter((name) => !chosen.failedChecks.includes(name)),
      lostChecks: chosen.failedChecks.filter((name) => !failedBefore.includes(name)),
      chosenId: chosen.id,
    },
  });
}

function isGraded(repeat: Repeat): repeat is Graded {
  return repeat.points !== null && repeat.passed !== null;
}

function signature({ outcome, points, failedChecks }: Repeat): string {
  return JSON.stringify([outcome, points, failedChecks]);
}

/** Who had no report gains one. */
function changeOf(before: number | null, after: number): 'GAINS' | 'LOSES' | 'SAME' {
  if (before === null || after > before) return 'GAINS';
  return after < before ? 'LOSES' : 'SAME';
}
