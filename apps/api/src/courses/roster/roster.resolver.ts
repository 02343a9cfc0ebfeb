import { Inject } from '@nestjs/common';
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import type { Person } from '#libs/database/people.store';
import { Viewer } from '../../people/caller.js';
import { RosterImportModel, RosterInput } from './roster.model.js';
import { RosterService } from './roster.service.js';

/** Class lists. */
@Resolver()
export class RosterResolver {
  constructor(@Inject(RosterService) private readonly service: RosterService) {}

  @Mutation(() => RosterImportModel, {
    description:
      'Brings a class list in, all of it or, when one row is at fault, nothing. Who has no account gets one that an invitation opens; who is not in the list stays.',
  })
  importRoster(@Viewer() person: Person, @Args('input') input: RosterInput): Promise<RosterImportModel> {
    return this.service.import(person, input);
  }
}
