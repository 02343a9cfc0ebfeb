import { Report } from '#libs/contracts/report';
import type { Database } from './database.js';

/** Reads what gradings said. */
export class ReportsStore {
  constructor(private readonly database: Database) {}

  async find(submissionId: string): Promise<Report | null> {
    const row = await this.database.prisma.report.findUnique({ where: { submissionId } });
    return row === null ? null : Report.parse(row.body);
  }

  /** By submission; those without a report are left out. */
  async findMany(submissionIds: readonly string[]): Promise<ReadonlyMap<string, Report>> {
    const rows = await this.database.prisma.report.findMany({
      where: { submissionId: { in: [...submissionIds] } },
    });
    return new Map(rows.map((row) => [row.submissionId, Report.parse(row.body)]));
  }
}
