import { Inject } from '@nestjs/common';
import { Args, Context, ID, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { Person } from '#libs/database/people.store';
import type { OperationContext } from '../../graphql/graphql-options.js';
import { Viewer } from '../../people/caller.js';
import { PersonModel } from '../../people/person.model.js';
import { checkRole, isAtLeast } from '../course-access.js';
import { CourseModel } from '../course.model.js';
import { GroupModel } from './group.model.js';
import { GroupsService } from './groups.service.js';

/** Groups, and who is in them. */
@Resolver(() => GroupModel)
export class GroupsResolver {
  constructor(@Inject(GroupsService) private readonly service: GroupsService) {}

  @Mutation(() => GroupModel)
  createGroup(
    @Viewer() person: Person,
    @Args('courseId', { type: () => ID }) courseId: string,
    @Args('name') name: string,
  ): Promise<GroupModel> {
    return this.service.create(person, courseId, name);
  }

  @Mutation(() => GroupModel)
  renameGroup(
    @Viewer() person: Person,
    @Args('id', { type: () => ID }) id: string,
    @Args('name') name: string,
  ): Promise<GroupModel> {
    return this.service.rename(person, id, name);
  }

  @Mutation(() => Boolean, { description: 'Only a group that has handed in nothing.' })
  async removeGroup(@Viewer() person: Person, @Args('id', { type: () => ID }) id: string): Promise<boolean> {
    await this.service.remove(person, id);
    return true;
  }

  @Mutation(() => GroupModel, {
    description: 'Puts students of the course in, from whatever group they were in; at most 20 are in one.',
  })
  putInGroup(
    @Viewer() person: Person,
    @Args('id', { type: () => ID }) id: string,
    @Args('personIds', { type: () => [ID] }) personIds: string[],
  ): Promise<GroupModel> {
    return this.service.putIn(person, id, personIds);
  }

  @Mutation(() => Boolean, { description: 'From then on they hand in by themselves.' })
  async takeOutOfGroups(
    @Viewer() person: Person,
    @Args('courseId', { type: () => ID }) courseId: string,
    @Args('personIds', { type: () => [ID] }) personIds: string[],
  ): Promise<boolean> {
    await this.service.takeOut(person, courseId, personIds);
    return true;
  }

  @ResolveField(() => [PersonModel], { description: 'Those who have not left the course.' })
  async members(
    @Parent() group: GroupModel,
    @Context() { loaders }: OperationContext,
  ): Promise<readonly PersonModel[]> {
    const ids = await loaders.courses.membersOf.load(group.id);
    return Promise.all(ids.map((id) => loaders.person.load(id)));
  }
}

/** The groups of a course. */
@Resolver(() => CourseModel)
export class CourseGroupsResolver {
  @ResolveField(() => [GroupModel], { description: 'By name; of a student their own.' })
  async groups(
    @Parent() { id: courseId }: CourseModel,
    @Viewer() person: Person,
    @Context() { loaders }: OperationContext,
  ): Promise<readonly GroupModel[]> {
    const role = checkRole(await loaders.courses.role.load({ person, courseId }), 'student');
    const ofPersonId = isAtLeast(role, 'assistant') ? null : person.id;
    return loaders.courses.groupsOf.load({ courseId, ofPersonId });
  }
}
