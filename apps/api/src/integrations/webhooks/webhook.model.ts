import { Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { PageInfoModel } from '../../graphql/connection.js';

/** As in prisma/webhooks.prisma. */
export const WebhookDeliveryStateEnum = {
  pending: 'pending',
  delivered: 'delivered',
  failed: 'failed',
} as const;
export type WebhookDeliveryState = keyof typeof WebhookDeliveryStateEnum;

registerEnumType(WebhookDeliveryStateEnum, {
  name: 'WebhookDeliveryState',
  description: 'A delivery that failed was given up after eleven attempts; it can be sent again.',
});

const eventsSay = 'Of "submission.graded", "score.changed" and "assignment.released".';

@InputType({ description: 'A webhook that is to be made.' })
export class CreateWebhookInput {
  @Field(() => ID)
  readonly courseId!: string;

  @Field(() => String, { description: 'Begins with https:// and is on the public internet.' })
  readonly url!: string;

  @Field(() => String, { description: 'What it is for.' })
  readonly label!: string;

  @Field(() => [String], { description: eventsSay })
  readonly events!: readonly string[];
}

@InputType({ description: 'What is left out stays as it is.' })
export class UpdateWebhookInput {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => Int, { description: 'The one that you saw.' })
  readonly revision!: number;

  @Field(() => String, { nullable: true })
  readonly url?: string | null;

  @Field(() => String, { nullable: true })
  readonly label?: string | null;

  @Field(() => [String], { nullable: true, description: eventsSay })
  readonly events?: readonly string[] | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'What waited when it was disabled is sent once it is enabled; events in between are not.',
  })
  readonly enabled?: boolean | null;
}

@ObjectType('Webhook', { description: 'Where events of a course are sent, signed and in their order.' })
export class WebhookModel {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly url!: string;

  @Field(() => String)
  readonly label!: string;

  @Field(() => [String])
  readonly events!: readonly string[];

  @Field(() => Date)
  readonly createdAt!: Date;

  @Field(() => Date, { nullable: true, description: 'Null while events are sent.' })
  readonly disabledAt!: Date | null;

  @Field(() => String, { nullable: true })
  readonly disabledReason!: string | null;

  @Field(() => Date, { nullable: true, description: 'Since when nothing has arrived.' })
  readonly failingSince!: Date | null;

  @Field(() => Date, { description: 'Nothing is sent before.' })
  readonly nextAttemptAt!: Date;

  @Field(() => Date, {
    nullable: true,
    description: 'Until then the secret before the last change signs as well.',
  })
  readonly formerUntil!: Date | null;

  @Field(() => Int)
  readonly revision!: number;
}

@ObjectType('WebhookWithSecret')
export class WebhookWithSecretModel {
  @Field(() => String, { description: 'Signs what is sent; it is shown this once.' })
  readonly secret!: string;

  @Field(() => WebhookModel)
  readonly webhook!: WebhookModel;
}

@ObjectType('WebhookDelivery', { description: 'One event, sent or to be sent to one webhook.' })
export class WebhookDeliveryModel {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly event!: string;

  @Field(() => String, { description: 'The JSON text that is sent.' })
  readonly body!: string;

  @Field(() => WebhookDeliveryStateEnum)
  readonly state!: WebhookDeliveryState;

  @Field(() => Int)
  readonly attempts!: number;

  @Field(() => Date)
  readonly createdAt!: Date;

  @Field(() => Date, { nullable: true })
  readonly attemptedAt!: Date | null;

  @Field(() => Date, { nullable: true })
  readonly deliveredAt!: Date | null;

  @Field(() => Int, { nullable: true, description: 'The HTTP status of the last answer.' })
  readonly responseStatus!: number | null;

  @Field(() => String, { nullable: true, description: 'The first 1024 bytes of the last answer.' })
  readonly responseStart!: string | null;

  @Field(() => String, { nullable: true, description: 'Why the last attempt failed.' })
  readonly failure!: string | null;
}

@ObjectType('WebhookEdge')
export class WebhookEdgeModel {
  @Field(() => String)
  readonly cursor!: string;

  @Field(() => WebhookModel)
  readonly node!: WebhookModel;
}

@ObjectType('WebhookConnection')
export class WebhookConnectionModel {
  @Field(() => [WebhookEdgeModel])
  readonly edges!: readonly WebhookEdgeModel[];

  @Field(() => PageInfoModel)
  readonly pageInfo!: PageInfoModel;
}

@ObjectType('WebhookDeliveryEdge')
export class WebhookDeliveryEdgeModel {
  @Field(() => String)
  readonly cursor!: string;

  @Field(() => WebhookDeliveryModel)
  readonly node!: WebhookDeliveryModel;
}

@ObjectType('WebhookDeliveryConnection')
export class WebhookDeliveryConnectionModel {
  @Field(() => [WebhookDeliveryEdgeModel])
  readonly edges!: readonly WebhookDeliveryEdgeModel[];

  @Field(() => PageInfoModel)
  readonly pageInfo!: PageInfoModel;
}
