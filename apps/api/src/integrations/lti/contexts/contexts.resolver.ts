import { Inject } from '@nestjs/common';
import { Args, Context, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Person } from '#libs/database/people.store';
import type { OperationContext } from '../../../graphql/graphql-options.js';
import { Viewer } from '../../../people/caller.js';
import { PersonModel } from '../../../people/person.model.js';
import { LtiContextModel, LtiRosterLineModel, LtiRosterSyncModel } from './context.model.js';
import { ContextsService } from './contexts.service.js';

/** The courses of platforms that a course is connected with, and who is in them. */
@Resolver(() => LtiRosterLineModel)
export class ContextsResolver {
  constructor(@Inject(ContextsService) private readonly contexts: ContextsService) {}

  @Query(() => [LtiContextModel], {
    description: 'The courses of course platforms that this course is; for its assistants and instructors.',
  })
  ltiContexts(
    @Viewer() person: Person,
    @Args('courseId', { type: () => ID }) courseId: string,
  ): Promise<LtiContextModel[]> {
    return this.contexts.list(person, courseId);
  }

  @Mutation(() => Boolean, {
    description:
      'Disconnects a course of a platform: scores are sent there no more, and the next instructor who is launched connects it anew.',
  })
  async unlinkLtiContext(
    @Viewer() person: Person,
    @Args('id', { type: () => ID }) id: string,
  ): Promise<boolean> {
    await this.contexts.unlink(person, id);
    return true;
  }

  @Mutation(() => LtiRosterSyncModel, {
    description:
      'Takes over who is in the course at the platform. Without `apply` nothing changes, and you see what would.',
  })
  syncLtiRoster(
    @Viewer() person: Person,
    @Args('contextId', { type: () => ID }) contextId: string,
    @Args('apply', { type: () => Boolean }) apply: boolean,
  ): Promise<LtiRosterSyncModel> {
    return this.contexts.syncRoster(person, contextId, apply);
  }

  @ResolveField(() => PersonModel, { nullable: true, description: 'Null for who has no account yet.' })
  person(
    @Parent() line: LtiRosterLineModel,
    @Context() { loaders }: OperationContext,
  ): Promise<PersonModel> | null {
    return line.personId === null ? null : loaders.person.load(line.personId);
  }
}
