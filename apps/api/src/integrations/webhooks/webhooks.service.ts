import { randomBytes, randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Refusal } from '#libs/contracts/refusal';
import { WebhookEvent } from '#libs/contracts/webhook';
import type { Page, PageRequest } from '#libs/database/page';
import type { Person } from '#libs/database/people.store';
import { WebhookDeliveriesStore, type WebhookDelivery } from '#libs/database/webhook-deliveries.store';
import { WebhookEndpointsStore, type WebhookEndpoint } from '#libs/database/webhook-endpoints.store';
import { apiConfig, type ApiConfig } from '../../config.js';
import { CourseAccess } from '../../courses/course-access.js';
import { oneLine } from '../../courses/one-line.js';
import { checkUrl, reachOf } from './check-url.js';
import { WebhookSecrets } from './webhook-secrets.js';

/** Endpoints of one course. */
const endpointsMax = 10;

/** How long two secrets sign after a change, unless somebody says otherwise, and at most. */
const overlapHours = 24;
const overlapHoursMax = 168;

/** 256 bits, recognisable where they should not be. */
const makeSecret = () => `whsec_${randomBytes(32).toString('base64url')}`;

const Events = z
  .array(WebhookEvent)
  .min(1)
  .max(20)
  .transform((events) => [...new Set(events)]);
const Label = oneLine(100);
const NewWebhook = z.object({ courseId: z.string(), url: z.string(), label: Label, events: Events });
const Change = z.object({
  url: z.string().nullish(),
  label: Label.nullish(),
  events: Events.nullish(),
  enabled: z.boolean().nullish(),
});
const Overlap = z.number().int().min(0).max(overlapHoursMax);
const Id = z.uuid();

/** Webhooks of courses, for their instructors. */
@Injectable()
export class WebhooksService {
  @Inject(apiConfig) private readonly config!: ApiConfig;
  @Inject(WebhookSecrets) private readonly secrets!: WebhookSecrets;

  constructor(
    @Inject(CourseAccess) private readonly access: CourseAccess,
    @Inject(WebhookEndpointsStore) private readonly endpoints: WebhookEndpointsStore,
    @Inject(WebhookDeliveriesStore) private readonly deliveries: WebhookDeliveriesStore,
  ) {}

  /** With the secret, which is shown this once. Ends in `NOT_FOUND`, `NOT_ALLOWED` or `BAD_INPUT`. */
  async create(
    person: Person,
    input: unknown,
  ): Promise<{ readonly secret: string; readonly webhook: WebhookEndpoint }> {
    const { courseId, url, label, events } = NewWebhook.parse(input);
    await this.access.demand(person, courseId, 'instructor');
    const { href } = checkUrl(url, reachOf(this.config.IPCLAB_WEBHOOKS));
    const secret = makeSecret();
    const made = { courseId, url: href, label, events, secret: this.secrets.close(secret) };
    const webhook = await this.endpoints.create(made, endpointsMax);
    return { secret, webhook };
  }

  async list(person: Person, courseId: string, page: PageRequest): Promise<Page<WebhookEndpoint>> {
    await this.access.demand(person, courseId, 'instructor');
    return this.endpoints.list(courseId, page);
  }

  /** Ends in `NOT_FOUND` also for whoever does not teach its course. */
  async find(person: Person, id: string): Promise<WebhookEndpoint> {
    const found = Id.safeParse(id).success ? await this.endpoints.find(id) : null;
    const role = found === null ? null : await this.access.roleOf(person, found.courseId);
    if (found !== null && (role === 'instructor' || role === 'admin')) return found;
    throw new Refusal('NOT_FOUND', 'You have no webhook with this id.');
  }

  /** Ends in `CONFLICT` when somebody changed it since `revision`. */
  async change(
    person: Person,
    which: { id: string; revision: number },
    input: unknown,
  ): Promise<WebhookEndpoint> {
    const { url, label, events, enabled } = Change.parse(input);
    const endpoint = await this.find(person, which.id);
    return this.endpoints.change(endpoint.id, which.revision, {
      ...(url ? { url: checkUrl(url, reachOf(this.config.IPCLAB_WEBHOOKS)).href } : {}),
      ...(label ? { label } : {}),
      ...(events ? { events } : {}),
      ...(typeof enabled === 'boolean' ? { enabled } : {}),
    });
  }

  /** With the new secret, shown this once; the one before signs as well for so many hours. */
  async rotate(person: Person, id: string, hours: number | null) {
    const endpoint = await this.find(person, id);
    const until = new Date(Date.now() + Overlap.parse(hours ?? overlapHours) * 3_600_000);
    const secret = makeSecret();
    const webhook = await this.endpoints.rotate(endpoint, this.secrets.close(secret), until);
    return { secret, webhook };
  }

  async remove(person: Person, id: string): Promise<void> {
    await this.endpoints.remove((await this.find(person, id)).id);
  }

  /** Queues an event that says nothing, so that a receiver can be tried. */
  async test(person: Person, id: string): Promise<WebhookDelivery> {
    const { id: endpointId, courseId } = await this.find(person, id);
    const event = {
      version: 1,
      id: randomUUID(),
      type: 'test',
      createdAt: new Date().toISOString(),
      courseId,
    };
    const body = JSON.stringify({ ...event, data: { says: 'This is a test.' } });
    return this.deliveries.queue({ endpointId, event: 'test', personId: null, body });
  }

  /** Queues the same event again, behind all that waits. */
  async sendAgain(person: Person, deliveryId: string): Promise<WebhookDelivery> {
    const found = Id.safeParse(deliveryId).success ? await this.deliveries.find(deliveryId) : null;
    if (found === null) throw new Refusal('NOT_FOUND', 'There is no delivery with this id.');
    const { id: endpointId } = await this.find(person, found.endpointId);
    if (found.state === 'pending')
      throw new Refusal('BAD_INPUT', 'This delivery still waits; it will be sent.');
    const { event, personId, body } = found;
    return this.deliveries.queue({ endpointId, event, personId, body });
  }
}
