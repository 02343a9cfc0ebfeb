import type { SubmissionState } from '#libs/contracts/progress';
import type { Database } from './database.js';

/** What a watcher of a submission, a hosted run or a similarity analysis sees of its row; `revision` counts the changes. */
export interface ProgressRow {
  readonly id: string;
  readonly personId: string;
  readonly state: SubmissionState;
  readonly stage: string;
  readonly done: number;
  readonly total: number;
  readonly revision: number;
  /** From 1; null when it does not wait. */
  readonly queuePosition: number | null;
}

/** Reads where work stands, wherever its row is. */
export class ProgressStore {
  constructor(private readonly database: Database) {}

  async find(id: string): Promise<ProgressRow | null> {
    const rows = await this.database.prisma.$queryRaw<ProgressRow[]>`
      WITH "work" AS (
        SELECT "id", "personId", "state", "stage", "done", "total", "revision", "priority", "submittedAt" FROM "Submission" WHERE "id" = ${id}
        UNION ALL
        SELECT "id", "personId", "state", "stage", "done", "total", "revision", "priority", "submittedAt" FROM "HostedRun" WHERE "id" = ${id}
        UNION ALL
        SELECT "id", "createdById", "state", "stage", "done", "total", "revision", "priority", "createdAt" FROM "SimilarityAnalysis" WHERE "id" = ${id}
      )
      SELECT "id", "personId", "state"::text AS "state", "stage", "done", "total", "revision",
        CASE WHEN "state" = 'QUEUED' THEN 1 + (
          SELECT count(*) FROM "Submission" AS "other" WHERE "other"."state" = 'QUEUED'
            AND ("other"."priority", "other"."submittedAt", "other"."id") < ("work"."priority", "work"."submittedAt", "work"."id")
        )::int + (
          SELECT count(*) FROM "HostedRun" AS "other" WHERE "other"."state" = 'QUEUED'
            AND ("other"."priority", "other"."submittedAt", "other"."id") < ("work"."priority", "work"."submittedAt", "work"."id")
        )::int END AS "queuePosition"
      FROM "work"`;
    return rows[0] ?? null;
  }
}
