import { z } from 'zod';
import { Report } from '#libs/contracts/report';
import { Trace } from '#libs/contracts/trace';
import type { Prisma } from '../generated/client.js';
import { refreshHandIn } from '../scores/hand-ins.js';
import { reportParts } from '../scores/report-parts.js';

/** What a regrading keeps until its set is applied: the shape of `GradedParts`. */
const Result = z.object({
  report: Report,
  pictures: z.array(
    z.object({ run: z.string(), name: z.string(), svg: z.string(), text: z.string(), trace: Trace }),
  ),
});

/** An entry whose set is applied. */
export interface AppliedEntry {
  readonly id: string;
  readonly setId: string;
  readonly submissionId: string;
  readonly chosenId: string | null;
}

/**
 * Puts the chosen regrading in the place of a submission's report, keeps the old one with its pictures, and brings the scores up to date,
 * within one transaction. An entry that could not be graded leaves everything as it was.
 */
export async function applyEntry(prisma: Prisma.TransactionClient, entry: AppliedEntry): Promise<void> {
  const { id, setId, submissionId, chosenId } = entry;
  const chosen = chosenId === null ? null : await prisma.regrading.findUnique({ where: { id: chosenId } });
  if (chosen !== null && chosen.result !== null) {
    const { report, pictures } = Result.parse(chosen.result);
    await keepPast(prisma, setId, submissionId);
    const { outcome, passed, points, maxPoints } = report;
    const data = { outcome, passed, points, maxPoints, body: report, ...reportParts({ report, pictures }) };
    await prisma.report.upsert({ where: { submissionId }, create: { submissionId, ...data }, update: data });
    await prisma.picture.createMany({ data: pictures.map((picture) => ({ ...picture, submissionId })) });
    await prisma.submission.update({ where: { id: submissionId }, data: { state: 'GRADED', failure: null } });
    await refreshHandIn(prisma, submissionId);
  }
  const data = { open: false, ...(chosen === null ? {} : { appliedAt: new Date() }) };
  await prisma.rejudgeEntry.update({ where: { id }, data });
}

async function keepPast(
  prisma: Prisma.TransactionClient,
  setId: string,
  submissionId: string,
): Promise<void> {
  await prisma.pastReport.createMany({ data: await pastOf(prisma, setId, submissionId) });
  await prisma.picture.deleteMany({ where: { submissionId } });
}

async function pastOf(
  prisma: Prisma.TransactionClient,
  setId: string,
  submissionId: string,
): Promise<Prisma.PastReportCreateManyInput[]> {
  const old = await prisma.report.findUnique({ where: { submissionId } });
  if (old === null) return [];
  const pictures = await prisma.picture.findMany({
    where: { submissionId },
    select: { run: true, name: true, svg: true, text: true },
  });
  return [{ setId, submissionId, body: z.json().parse(old.body) ?? {}, pictures }];
}
