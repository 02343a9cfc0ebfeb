import type { SubmissionState } from '#libs/contracts/progress';
import type { Database } from './database.js';
import type { PersonRole } from './generated/client.js';

/** A hand-in of a course as those who watch the course see it; the last three are null while it has no report. */
export interface ActivityRow {
  readonly submissionId: string;
  readonly state: SubmissionState;
  readonly submittedAt: Date;
  readonly endedAt: Date | null;
  readonly assignmentId: string;
  readonly assignment: string;
  readonly personId: string;
  readonly name: string;
  readonly email: string;
  readonly role: PersonRole;
  readonly passed: boolean | null;
  readonly points: number | null;
  readonly maxPoints: number | null;
}

/** Reads what has just happened in a course. */
export class ActivityStore {
  constructor(private readonly database: Database) {}

  /** In no order; practice is left out. */
  find(submissionIds: readonly string[]): Promise<ActivityRow[]> {
    return this.database.prisma.$queryRaw<ActivityRow[]>`
      SELECT "submission"."id" AS "submissionId", "submission"."state"::text AS "state", "submission"."submittedAt", "submission"."endedAt",
        "assignment"."id" AS "assignmentId", "assignment"."title" AS "assignment", "person"."id" AS "personId", "person"."name",
        "person"."email", "person"."role"::text AS "role", "report"."passed", "report"."points", "report"."maxPoints"
      FROM "Submission" AS "submission" JOIN "Assignment" AS "assignment" ON "assignment"."id" = "submission"."assignmentId"
      JOIN "Person" AS "person" ON "person"."id" = "submission"."personId"
      LEFT JOIN "Report" AS "report" ON "report"."submissionId" = "submission"."id"
      WHERE "submission"."id" = ANY(${submissionIds})`;
  }
}
