import { Inject } from '@nestjs/common';
import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Person } from '#libs/database/people.store';
import { cursorsOf, pageInfoOf } from '../../graphql/connection.js';
import { Viewer } from '../caller.js';
import { InvitationModel } from '../invitations/invitation.model.js';
import { PersonModel, PersonRole } from '../person.model.js';
import { CreatePersonInput, PeopleArgs, PersonConnectionModel } from './administration.model.js';
import { AdministrationService } from './administration.service.js';

const cursors = cursorsOf('person');

/** Accounts, for admins. */
@Resolver()
export class AdministrationResolver {
  constructor(@Inject(AdministrationService) private readonly service: AdministrationService) {}

  @Query(() => PersonConnectionModel, { description: 'Everybody with an account, newest first; for admins.' })
  async people(@Viewer() viewer: Person, @Args() args: PeopleArgs): Promise<PersonConnectionModel> {
    const after = args.after ? cursors.read(args.after) : null;
    const page = await this.service.list(viewer, args.text ?? null, { first: args.first, after });
    const edges = page.items.map((node) => ({ cursor: cursors.write(node.id), node }));
    return { edges, pageInfo: pageInfoOf(edges, { after, hasNext: page.hasNext }) };
  }

  @Mutation(() => InvitationModel, {
    description:
      'Makes an account, such as that of a new instructor, with the invitation that opens it; for admins.',
  })
  createPerson(@Viewer() viewer: Person, @Args('input') input: CreatePersonInput): Promise<InvitationModel> {
    return this.service.create(viewer, input);
  }

  @Mutation(() => PersonModel, {
    description: 'For admins. What somebody is in courses stays; the last admin stays admin.',
  })
  setPersonRole(
    @Viewer() viewer: Person,
    @Args('id', { type: () => ID }) id: string,
    @Args('role', { type: () => PersonRole }) role: keyof typeof PersonRole,
  ): Promise<PersonModel> {
    return this.service.setRole(viewer, id, role);
  }
}
