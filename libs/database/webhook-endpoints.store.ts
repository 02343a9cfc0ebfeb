import { Refusal } from '#libs/contracts/refusal';
import type { Database } from './database.js';
import type { WebhookEndpoint as Row } from './generated/client.js';
import { cutPage, type Page, type PageRequest } from './page.js';

/** Where the events of a course are sent. `secret` is what signs them as whoever seals it wrote it. */
export type WebhookEndpoint = Row;

export type NewWebhookEndpoint = Pick<Row, 'courseId' | 'url' | 'label' | 'events' | 'secret'>;

/** What may be changed; `enabled` true also forgets why it was disabled. */
export interface WebhookChange {
  readonly url?: string;
  readonly label?: string;
  readonly events?: string[];
  readonly enabled?: boolean;
}

/** Keeps the endpoints of courses. */
export class WebhookEndpointsStore {
  constructor(private readonly database: Database) {}

  /** Throws the refusal `BAD_INPUT` when the course has `most` already. */
  create(endpoint: NewWebhookEndpoint, most: number): Promise<WebhookEndpoint> {
    return this.database.prisma.$transaction(async (prisma) => {
      const { courseId } = endpoint;
      await prisma.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`webhooks ${courseId}`}, 0))`;
      const count = await prisma.webhookEndpoint.count({ where: { courseId } });
      if (count >= most)
        throw new Refusal('BAD_INPUT', `A course has at most ${most} webhooks; remove one first.`);
      return prisma.webhookEndpoint.create({ data: endpoint });
    });
  }

  find(id: string): Promise<WebhookEndpoint | null> {
    return this.database.prisma.webhookEndpoint.findUnique({ where: { id } });
  }

  /** Newest first. */
  async list(courseId: string, { first, after }: PageRequest): Promise<Page<WebhookEndpoint>> {
    const found = await this.database.prisma.webhookEndpoint.findMany({
      where: { courseId, ...(after === null ? {} : { id: { lt: after } }) },
      orderBy: { id: 'desc' },
      take: first + 1,
    });
    return cutPage(found, first);
  }

  /** Throws the refusal `CONFLICT` when somebody has changed it since `revision`. Whatever waits is tried again at once. */
  async change(id: string, revision: number, change: WebhookChange): Promise<WebhookEndpoint> {
    const { enabled, ...rest } = change;
    const state =
      enabled === undefined
        ? {}
        : enabled
          ? { disabledAt: null, disabledReason: null, failingSince: null }
          : { disabledAt: new Date(), disabledReason: 'Somebody of the course switched it off.' };
    const [row] = await this.database.prisma.webhookEndpoint.updateManyAndReturn({
      where: { id, revision },
      data: { ...rest, ...state, nextAttemptAt: new Date(), revision: { increment: 1 } },
    });
    if (row !== undefined) return row;
    const now = await this.find(id);
    if (now === null) throw new Refusal('NOT_FOUND', 'This webhook was removed meanwhile.');
    throw new Refusal(
      'CONFLICT',
      `Somebody changed this webhook meanwhile: it is at revision ${now.revision} now and sends ${now.events.join(', ')} to ${now.url}.`,
    );
  }

  /** Gives it a new secret; the one before signs as well until `formerUntil`. */
  rotate(endpoint: WebhookEndpoint, secret: string, formerUntil: Date): Promise<WebhookEndpoint> {
    return this.database.prisma.webhookEndpoint.update({
      where: { id: endpoint.id },
      data: { secret, formerSecret: endpoint.secret, formerUntil, revision: { increment: 1 } },
    });
  }

  /** Those, in the order of ids, of which a secret does not begin as what is sealed with the key of today does. */
  sealedOtherwise(
    head: string,
    { first, after }: { readonly first: number; readonly after: string },
  ): Promise<WebhookEndpoint[]> {
    const otherwise = { not: { startsWith: head } };
    return this.database.prisma.webhookEndpoint.findMany({
      where: { id: { gt: after }, OR: [{ secret: otherwise }, { formerSecret: otherwise }] },
      orderBy: { id: 'asc' },
      take: first,
    });
  }

  /** Puts the same secrets under another seal, unless somebody has changed them since. */
  async seal(
    { id, secret, formerSecret }: WebhookEndpoint,
    sealed: Pick<Row, 'secret' | 'formerSecret'>,
  ): Promise<void> {
    await this.database.prisma.webhookEndpoint.updateMany({
      where: { id, secret, formerSecret },
      data: sealed,
    });
  }

  /** With everything that was or was to be sent to it. */
  async remove(id: string): Promise<void> {
    await this.database.prisma.webhookEndpoint.deleteMany({ where: { id } });
  }
}
