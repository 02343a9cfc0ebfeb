import { Inject } from '@nestjs/common';
import { Args, ID, Mutation, Resolver } from '@nestjs/graphql';
import type { Person } from '#libs/database/people.store';
import { OpenToAll } from '../access.guard.js';
import { AccountsService } from '../accounts.service.js';
import { TheCaller, Viewer, type Caller } from '../caller.js';
import { SignedInModel } from '../person.model.js';
import { showSession } from '../show-session.js';
import { InvitationsModel } from './invitation.model.js';
import { InvitationsService } from './invitations.service.js';

/** Inviting, and coming by an invitation. */
@Resolver()
export class InvitationsResolver {
  constructor(
    @Inject(InvitationsService) private readonly service: InvitationsService,
    @Inject(AccountsService) private readonly accounts: AccountsService,
  ) {}

  @Mutation(() => InvitationsModel, {
    description:
      'For instructors: a secret for each of the course who has no password, or for those named. Good for 30 days, once; the ones before become worthless.',
  })
  createInvitations(
    @Viewer() person: Person,
    @Args('courseId', { type: () => ID }) courseId: string,
    @Args('personIds', { type: () => [ID], nullable: true }) personIds?: string[] | null,
  ): Promise<InvitationsModel> {
    return this.service.invite(person, courseId, personIds ?? null);
  }

  @OpenToAll(true)
  @Mutation(() => SignedInModel, {
    description: 'Chooses the first password of an account, and signs it in.',
  })
  async acceptInvitation(
    @Args('secret') secret: string,
    @Args('password') password: string,
    @TheCaller() caller: Caller,
  ): Promise<SignedInModel> {
    return showSession(await this.accounts.acceptInvitation(secret, password, caller.address));
  }
}
