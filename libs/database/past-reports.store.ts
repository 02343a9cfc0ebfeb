import { Report } from '#libs/contracts/report';
import type { Database } from './database.js';

/** A report that another one took the place of. */
export interface PastReport {
  readonly id: string;
  readonly submissionId: string;
  readonly setId: string;
  readonly replacedAt: Date;
  readonly report: Report;
}

/** Reports of one submission that are shown. */
const pastMax = 20;

/** Reads what gradings said before a set of regradings was applied. */
export class PastReportsStore {
  constructor(private readonly database: Database) {}

  /** Newest first. */
  async list(submissionId: string): Promise<PastReport[]> {
    const rows = await this.database.prisma.pastReport.findMany({
      where: { submissionId },
      orderBy: { id: 'desc' },
      take: pastMax,
      omit: { pictures: true },
    });
    return rows.map(({ body, ...row }) => ({ ...row, report: Report.parse(body) }));
  }
}
