import { Inject } from '@nestjs/common';
import { Args, ArgsType, Field, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { z } from 'zod';
import type { Person } from '#libs/database/people.store';
import { WebhookDeliveriesStore } from '#libs/database/webhook-deliveries.store';
import { cursorsOf, pageInfoOf } from '../../graphql/connection.js';
import { Viewer } from '../../people/caller.js';
import {
  CreateWebhookInput,
  UpdateWebhookInput,
  WebhookConnectionModel,
  WebhookDeliveryConnectionModel,
  WebhookDeliveryModel,
  WebhookDeliveryStateEnum,
  WebhookModel,
  WebhookWithSecretModel,
  type WebhookDeliveryState,
} from './webhook.model.js';
import { WebhooksService } from './webhooks.service.js';

const cursors = cursorsOf('webhook');
const deliveryCursors = cursorsOf('webhook-delivery');
const First = z.number().int().min(1).max(100);
const Sequence = z.string().regex(/^\d{1,18}$/);

@ArgsType()
class PageArgs {
  @Field(() => Int, { defaultValue: 20, description: 'At most 100.' })
  readonly first!: number;

  @Field(() => String, { nullable: true })
  readonly after?: string | null;
}

/** Webhooks of a course, and what was sent to them. */
@Resolver(() => WebhookModel)
export class WebhooksResolver {
  constructor(
    @Inject(WebhooksService) private readonly webhooks: WebhooksService,
    @Inject(WebhookDeliveriesStore) private readonly deliveries: WebhookDeliveriesStore,
  ) {}

  @Query(() => WebhookConnectionModel, { name: 'webhooks', description: 'Newest first; for instructors.' })
  async list(
    @Viewer() person: Person,
    @Args('courseId', { type: () => ID }) courseId: string,
    @Args() page: PageArgs,
  ): Promise<WebhookConnectionModel> {
    const after = page.after ? cursors.read(page.after) : null;
    const { items, hasNext } = await this.webhooks.list(person, courseId, {
      first: First.parse(page.first),
      after,
    });
    const edges = items.map((node) => ({ cursor: cursors.write(node.id), node }));
    return { edges, pageInfo: pageInfoOf(edges, { after, hasNext }) };
  }

  @Query(() => WebhookDeliveryConnectionModel, {
    description: 'Of thirty days, newest first; for instructors.',
  })
  async webhookDeliveries(
    @Viewer() person: Person,
    @Args('webhookId', { type: () => ID }) webhookId: string,
    @Args() page: PageArgs,
    @Args('state', { type: () => WebhookDeliveryStateEnum, nullable: true })
    state?: WebhookDeliveryState | null,
  ): Promise<WebhookDeliveryConnectionModel> {
    const { id } = await this.webhooks.find(person, webhookId);
    const after = page.after ? Sequence.parse(deliveryCursors.read(page.after)) : null;
    const { items, hasNext } = await this.deliveries.list(id, state ?? null, {
      first: First.parse(page.first),
      after,
    });
    const edges = items.map((node) => ({ cursor: deliveryCursors.write(String(node.sequence)), node }));
    return { edges, pageInfo: pageInfoOf(edges, { after, hasNext }) };
  }

  @Mutation(() => WebhookWithSecretModel, { description: 'For instructors of the course.' })
  createWebhook(
    @Viewer() person: Person,
    @Args('input') input: CreateWebhookInput,
  ): Promise<WebhookWithSecretModel> {
    return this.webhooks.create(person, input);
  }

  @Mutation(() => WebhookModel)
  updateWebhook(@Viewer() person: Person, @Args('input') input: UpdateWebhookInput): Promise<WebhookModel> {
    return this.webhooks.change(person, input, input);
  }

  @Mutation(() => WebhookWithSecretModel, {
    description:
      'Makes a new secret; the one before signs as well for some hours, 24 when left out, at most 168.',
  })
  rotateWebhookSecret(
    @Viewer() person: Person,
    @Args('id', { type: () => ID }) id: string,
    @Args('overlapHours', { type: () => Int, nullable: true }) overlapHours?: number | null,
  ): Promise<WebhookWithSecretModel> {
    return this.webhooks.rotate(person, id, overlapHours ?? null);
  }

  @Mutation(() => Boolean, { description: 'With all that was or was to be sent to it.' })
  async removeWebhook(
    @Viewer() person: Person,
    @Args('id', { type: () => ID }) id: string,
  ): Promise<boolean> {
    await this.webhooks.remove(person, id);
    return true;
  }

  @Mutation(() => WebhookDeliveryModel, { description: 'Sends an event of the type "test".' })
  testWebhook(
    @Viewer() person: Person,
    @Args('id', { type: () => ID }) id: string,
  ): Promise<WebhookDeliveryModel> {
    return this.webhooks.test(person, id);
  }

  @Mutation(() => WebhookDeliveryModel, {
    description: 'Sends the same event again, as a delivery of its own.',
  })
  sendWebhookAgain(
    @Viewer() person: Person,
    @Args('deliveryId', { type: () => ID }) deliveryId: string,
  ): Promise<WebhookDeliveryModel> {
    return this.webhooks.sendAgain(person, deliveryId);
  }
}
