import type { Database } from './database.js';
import { Prisma } from './generated/client.js';
import type { LtiScoreState } from './generated/client.js';
import { cutPage, type Page } from './page.js';
import { storableText } from './storable.js';

/** A score that a platform is owed, with all that is needed to send it. */
export interface OwedScore {
  readonly lineItemId: string;
  readonly personId: string;
  /** Which change this is; a later one makes the answer to this stale. */
  readonly wanted: number;
  readonly attempts: number;
  readonly stampedAt: Date | null;
  /** Of full marks; null when there is none any more. */
  readonly fraction: number | null;
  readonly subject: string;
  readonly platformId: string;
  readonly assignmentId: string;
  readonly title: string;
  readonly linkId: string | null;
  readonly lineItemUrl: string | null;
  readonly lineItemsUrl: string | null;
  readonly scopes: readonly string[];
  /** Until when students may not see some checks, and so no points either; null when nothing is hidden. */
  readonly hiddenUntil: Date | null;
}

/** How far a platform has heard of somebody's score. */
export interface ScoreLine {
  readonly lineItemId: string;
  readonly personId: string;
  readonly assignmentId: string;
  readonly contextId: string;
  readonly state: LtiScoreState;
  readonly attempts: number;
  readonly nextTryAt: Date;
  readonly reason: string | null;
  readonly sentAt: Date | null;
  readonly sent: number | null;
}

/** Which scores of a course; null narrows nothing. */
export interface ScoreFilter {
  readonly courseId: string;
  readonly state: LtiScoreState | null;
  readonly assignmentId: string | null;
}

/** What came of a try. `stampedAt` is the time that the score carried. */
export type Sending =
  | { readonly kind: 'sent'; readonly fraction: number | null; readonly stampedAt: Date }
  | {
      readonly kind: 'later';
      readonly reason: string | null;
      readonly waitMs: number;
      /** False when the score never had its turn. */
      readonly counted: boolean;
    }
  | { readonly kind: 'failed'; readonly reason: string };

/** Longest reason kept, in characters. */
const reasonMax = 500;

/** The outbox of scores: who takes one has it for a while, alone, and says what came of it. */
export class LtiScoresStore {
  constructor(private readonly database: Database) {}

  /** Takes up to `limit` scores that are due, for `leaseMs`; other processes pass them over meanwhile. */
  async take(limit: number, leaseMs: number): Promise<OwedScore[]> {
    return this.database.prisma.$queryRaw<OwedScore[]>`
      WITH due AS (
        SELECT "lineItemId", "personId" FROM "LtiScore"
        WHERE "state" = 'pending' AND "nextTryAt" <= now() AND ("leasedUntil" IS NULL OR "leasedUntil" < now())
        ORDER BY "nextTryAt" LIMIT ${limit} FOR UPDATE SKIP LOCKED),
      taken AS (
        UPDATE "LtiScore" mine SET "leasedUntil" = now() + ${leaseMs} * interval '1 millisecond'
        FROM due WHERE mine."lineItemId" = due."lineItemId" AND mine."personId" = due."personId" RETURNING mine.*)
      SELECT taken."lineItemId", taken."personId", taken."wanted", taken."attempts", taken."stampedAt",
        score."counts" AS "fraction", identity."subject", context."platformId", item."assignmentId", assignment."title",
        item."linkId", item."url" AS "lineItemUrl", context."lineItemsUrl", context."scopes",
        CASE WHEN cardinality(assignment."hiddenGroups") > 0 THEN greatest(assignment."dueAt", extension."dueAt") END AS "hiddenUntil"
      FROM taken
      JOIN "LtiLineItem" item ON item."id" = taken."lineItemId"
      JOIN "LtiContext" context ON context."id" = item."contextId"
      JOIN "LtiPlatform" platform ON platform."id" = context."platformId"
      JOIN "Assignment" assignment ON assignment."id" = item."assignmentId"
      JOIN "LtiIdentity" identity ON identity."issuer" = platform."issuer" AND identity."personId" = taken."personId"
      LEFT JOIN "Extension" extension
        ON extension."assignmentId" = item."assignmentId" AND extension."personId" = taken."personId"
      LEFT JOIN "Score" score ON score."assignmentId" = item."assignmentId" AND score."personId" = taken."personId"`;
  }

  /** Notes what came of a try, unless the score changed meanwhile: then it stays pending, and its turn comes at once. */
  async settle(owed: OwedScore, sending: Sending): Promise<void> {
    const mine = Prisma.sql`"lineItemId" = ${owed.lineItemId} AND "personId" = ${owed.personId}`;
    const { prisma } = this.database;
    if (sending.kind === 'sent') {
      // What was sent was sent, also when it is not the last word.
      await prisma.$executeRaw`
        UPDATE "LtiScore" SET "leasedUntil" = NULL, "sentAt" = now(), "sent" = ${sending.fraction}, "stampedAt" = ${sending.stampedAt},
          "reason" = NULL, "attempts" = CASE WHEN "wanted" = ${owed.wanted} THEN "attempts" + 1 ELSE 0 END,
          "state" = CASE WHEN "wanted" = ${owed.wanted} THEN 'sent'::"LtiScoreState" ELSE 'pending'::"LtiScoreState" END
        WHERE ${mine}`;
      return;
    }
    await prisma.$executeRaw`UPDATE "LtiScore" SET "leasedUntil" = NULL WHERE ${mine}`;
    const unchanged = Prisma.sql`${mine} AND "wanted" = ${owed.wanted} AND "state" = 'pending'`;
    if (sending.kind === 'failed') {
      await prisma.$executeRaw`
        UPDATE "LtiScore" SET "state" = 'failed', "attempts" = "attempts" + 1, "reason" = ${cut(sending.reason)} WHERE ${unchanged}`;
      return;
    }
    const { waitMs, counted, reason } = sending;
    await prisma.$executeRaw`
      UPDATE "LtiScore" SET "attempts" = "attempts" + ${counted ? 1 : 0}, "reason" = ${reason === null ? null : cut(reason)},
        "nextTryAt" = now() + ${waitMs} * interval '1 millisecond' WHERE ${unchanged}`;
  }

  /** Lets one process look for a line item or make it; false while another does. */
  async leaseLineItem(id: string, leaseMs: number): Promise<boolean> {
    const count = await this.database.prisma.$executeRaw`
      UPDATE "LtiLineItem" SET "leasedUntil" = now() + ${leaseMs} * interval '1 millisecond'
      WHERE "id" = ${id} AND "url" IS NULL AND ("leasedUntil" IS NULL OR "leasedUntil" < now())`;
    return count === 1;
  }

  /** Ends the lease; with the address of the line item when it was found or made. */
  async settleLineItem(id: string, url: string | null): Promise<void> {
    await this.database.prisma.ltiLineItem.updateMany({ where: { id }, data: { leasedUntil: null, url } });
  }

  /** Newest people last; `after` is the key of a line: the line item's id and the person's. */
  async list(
    filter: ScoreFilter,
    page: { readonly first: number; readonly after: readonly [string, string] | null },
  ): Promise<Page<ScoreLine>> {
    const after =
      page.after === null
        ? Prisma.empty
        : Prisma.sql`AND (line."lineItemId", line."personId") > (${page.after[0]}, ${page.after[1]})`;
    const found = await this.database.prisma.$queryRaw<ScoreLine[]>`
      SELECT line."lineItemId", line."personId", item."assignmentId", item."contextId", line."state"::text AS "state", line."attempts",
        line."nextTryAt", line."reason", line."sentAt", line."sent"
      FROM "LtiScore" line JOIN "LtiLineItem" item ON item."id" = line."lineItemId" JOIN "LtiContext" context ON context."id" = item."contextId"
      WHERE context."courseId" = ${filter.courseId} ${narrowed(filter)} ${after}
      ORDER BY line."lineItemId", line."personId" LIMIT ${page.first + 1}`;
    return cutPage(found, page.first);
  }

  /** Makes failed scores pending again, and those that wait for a later try due now; says how many. */
  async retry(filter: ScoreFilter): Promise<number> {
    return this.database.prisma.$executeRaw`
      UPDATE "LtiScore" line SET "state" = 'pending', "attempts" = 0, "nextTryAt" = now(), "wanted" = line."wanted" + 1
      FROM "LtiLineItem" item JOIN "LtiContext" context ON context."id" = item."contextId"
      WHERE item."id" = line."lineItemId" AND context."courseId" = ${filter.courseId} AND line."state" <> 'sent' ${narrowed(filter)}`;
  }
}

function narrowed({ state, assignmentId }: ScoreFilter): Prisma.Sql {
  return Prisma.sql`${state === null ? Prisma.empty : Prisma.sql`AND line."state" = ${state}::"LtiScoreState"`}
    ${assignmentId === null ? Prisma.empty : Prisma.sql`AND item."assignmentId" = ${assignmentId}`}`;
}

function cut(reason: string): string {
  return storableText(reason.slice(0, reasonMax));
}
