import { randomUUID } from 'node:crypto';
import type { Database } from './database.js';
import type { WebhookDelivery as Row, WebhookDeliveryState } from './generated/client.js';
import { cutPage, type Page, type PageRequest } from './page.js';
import { storableText } from './storable.js';
import type { WebhookEndpoint } from './webhook-endpoints.store.js';

/** One event for one endpoint, and what became of it. */
export type WebhookDelivery = Row;

/** How an attempt ended: `failure` null means that it arrived. */
export interface WebhookAttempt {
  readonly responseStatus: number | null;
  readonly responseStart: string | null;
  readonly failure: string | null;
}

/** What follows from a failed attempt: the same again later, the next delivery, or nothing until somebody enables the endpoint. */
export type AfterFailure =
  | { readonly kind: 'retry'; readonly inMs: number }
  | { readonly kind: 'give-up' }
  | { readonly kind: 'disable'; readonly reason: string };

/** An endpoint that this process alone may send to until the lease ends, and the first delivery that waits for it. */
export interface WebhookTurn {
  readonly endpoint: WebhookEndpoint;
  readonly lease: string;
  readonly delivery: WebhookDelivery;
  /** How many wait, this one included. */
  readonly waiting: number;
}

/** Keeps what is to be sent and what was. */
export class WebhookDeliveriesStore {
  constructor(private readonly database: Database) {}

  /**
   * Takes an endpoint that something waits for, whichever was due first, for `leaseMs`; null when there is none. A process that dies
   * leaves a lease, which ends by itself.
   */
  async take(leaseMs: number): Promise<WebhookTurn | null> {
    const lease = randomUUID();
    const [taken] = await this.database.prisma.$queryRaw<{ id: string }[]>`
      UPDATE "WebhookEndpoint" SET "lease" = ${lease}, "leasedUntil" = now() + ${leaseMs} * interval '1 millisecond'
      WHERE "id" = (
        SELECT "id" FROM "WebhookEndpoint" AS "endpoint"
        WHERE "disabledAt" IS NULL AND "nextAttemptAt" <= now() AND ("leasedUntil" IS NULL OR "leasedUntil" <= now())
          AND EXISTS (SELECT 1 FROM "WebhookDelivery" WHERE "endpointId" = "endpoint"."id" AND "state" = 'pending')
        ORDER BY "nextAttemptAt" LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED)
      RETURNING "id"`;
    return taken === undefined ? null : this.turnOf(taken.id, lease);
  }

  /** Writes what came of a turn and gives the endpoint back. False, and no change, when the lease was lost to somebody else. */
  async settle(turn: WebhookTurn, attempt: WebhookAttempt, after: AfterFailure | null): Promise<boolean> {
    return this.database.prisma.$transaction(async (prisma) => {
      const { count } = await prisma.webhookEndpoint.updateMany({
        where: { id: turn.endpoint.id, lease: turn.lease },
        data: { lease: null, leasedUntil: null, ...endpointAfter(turn.endpoint, after) },
      });
      if (count === 0) return false;
      const state: WebhookDeliveryState =
        after === null ? 'delivered' : after.kind === 'give-up' ? 'failed' : 'pending';
      // It may be gone: with a person who was erased, or because it is old.
      await prisma.webhookDelivery.updateMany({
        where: { id: turn.delivery.id },
        data: {
          responseStatus: attempt.responseStatus,
          responseStart: attempt.responseStart === null ? null : storableText(attempt.responseStart),
          failure: attempt.failure === null ? null : storableText(attempt.failure),
          state,
          attempts: { increment: 1 },
          attemptedAt: new Date(),
          ...(after === null ? { deliveredAt: new Date() } : {}),
        },
      });
      return true;
    });
  }

  find(id: string): Promise<WebhookDelivery | null> {
    return this.database.prisma.webhookDelivery.findUnique({ where: { id } });
  }

  /** Newest first; `after` is a sequence number. */
  async list(
    endpointId: string,
    state: WebhookDeliveryState | null,
    { first, after }: PageRequest,
  ): Promise<Page<WebhookDelivery>> {
    const found = await this.database.prisma.webhookDelivery.findMany({
      where: {
        endpointId,
        ...(state === null ? {} : { state }),
        ...(after === null ? {} : { sequence: { lt: BigInt(after) } }),
      },
      orderBy: { sequence: 'desc' },
      take: first + 1,
    });
    return cutPage(found, first);
  }

  /** Puts an event behind all that waits. */
  queue(event: Pick<Row, 'endpointId' | 'event' | 'personId' | 'body'>): Promise<WebhookDelivery> {
    return this.database.prisma.webhookDelivery.create({ data: event });
  }

  /** Makes the event of each assignment that was released and not yet announced; how many there were. */
  announceReleases(): Promise<number> {
    return this.database.prisma.$executeRaw`
      WITH "released" AS (
        INSERT INTO "AssignmentRelease" ("assignmentId")
        SELECT "id" FROM "Assignment" AS "due" WHERE "releaseAt" <= now() AND "archivedAt" IS NULL
          AND NOT EXISTS (SELECT 1 FROM "AssignmentRelease" WHERE "assignmentId" = "due"."id")
        LIMIT 1000 ON CONFLICT DO NOTHING RETURNING "assignmentId"
      )
      SELECT "queue_webhook"("courseId", 'assignment.released', NULL, jsonb_build_object(
        'assignmentId', "id", 'title', "title", 'exercise', "exercise",
        'releaseAt', "webhook_time"("releaseAt"), 'dueAt', "webhook_time"("dueAt")))
      FROM "Assignment" JOIN "released" ON "released"."assignmentId" = "Assignment"."id"`;
  }

  /** Forgets deliveries made before then, also those that never arrived, and says how many. */
  async removeOld(before: Date): Promise<number> {
    const { count } = await this.database.prisma.webhookDelivery.deleteMany({
      where: { createdAt: { lt: before } },
    });
    return count;
  }

  private async turnOf(endpointId: string, lease: string): Promise<WebhookTurn | null> {
    const where = { endpointId, state: 'pending' } as const;
    const [endpoint, delivery, waiting] = await this.database.prisma.$transaction([
      this.database.prisma.webhookEndpoint.findUnique({ where: { id: endpointId } }),
      this.database.prisma.webhookDelivery.findFirst({ where, orderBy: { sequence: 'asc' } }),
      this.database.prisma.webhookDelivery.count({ where }),
    ]);
    return endpoint === null || delivery === null ? null : { endpoint, lease, delivery, waiting };
  }
}

function endpointAfter(endpoint: WebhookEndpoint, after: AfterFailure | null) {
  const failingSince = endpoint.failingSince ?? new Date();
  switch (after?.kind) {
    case undefined:
      return { failingSince: null, nextAttemptAt: new Date() };
    case 'give-up':
      return { failingSince, nextAttemptAt: new Date() };
    case 'retry':
      return { failingSince, nextAttemptAt: new Date(Date.now() + after.inMs) };
    case 'disable':
      return { failingSince, disabledAt: new Date(), disabledReason: after.reason };
  }
}
