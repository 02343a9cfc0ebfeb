import { Field, ObjectType } from '@nestjs/graphql';
import { PersonModel } from '../person.model.js';

@ObjectType('Invitation', {
  description: 'Lets somebody who was enrolled by others choose a password, once.',
})
export class InvitationModel {
  @Field(() => PersonModel)
  readonly person!: PersonModel;

  @Field(() => String, {
    description: 'For `acceptInvitation`: give it to this person and nobody else; it is shown this once.',
  })
  readonly secret!: string;

  @Field(() => Date)
  readonly expiresAt!: Date;
}

@ObjectType('NotInvited', { description: 'Somebody whom you may not invite.' })
export class NotInvitedModel {
  @Field(() => PersonModel)
  readonly person!: PersonModel;

  @Field(() => String)
  readonly reason!: string;
}

@ObjectType('Invitations', { description: 'What came of inviting the people of a course.' })
export class InvitationsModel {
  @Field(() => [InvitationModel])
  readonly invitations!: readonly InvitationModel[];

  @Field(() => [NotInvitedModel])
  readonly notInvited!: readonly NotInvitedModel[];
}
