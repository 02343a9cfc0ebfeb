import { Inject } from '@nestjs/common';
import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Person } from '#libs/database/people.store';
import { Viewer } from '../../people/caller.js';
import { CreateAssignmentInput, UpdateAssignmentInput, WhichAssignmentArgs } from './assignment.inputs.js';
import { AssignmentModel } from './assignment.model.js';
import { AssignmentsService } from './assignments.service.js';
import { showAssignment } from './show-assignment.js';

/** Setting exercises to courses. */
@Resolver(() => AssignmentModel)
export class AssignmentsResolver {
  constructor(@Inject(AssignmentsService) private readonly service: AssignmentsService) {}

  @Query(() => AssignmentModel, { description: 'Students see it once it is released.' })
  async assignment(
    @Viewer() person: Person,
    @Args('id', { type: () => ID }) id: string,
  ): Promise<AssignmentModel> {
    return showAssignment((await this.service.find(person, id)).assignment);
  }

  @Mutation(() => AssignmentModel, { description: 'Sets an exercise to a course; for its instructors.' })
  async createAssignment(
    @Viewer() person: Person,
    @Args('input') input: CreateAssignmentInput,
  ): Promise<AssignmentModel> {
    return showAssignment(await this.service.create(person, input));
  }

  @Mutation(() => AssignmentModel, {
    description:
      'Changes what is named; scores follow changed times, late policies and ways of counting. For instructors.',
  })
  async updateAssignment(
    @Viewer() person: Person,
    @Args('input') input: UpdateAssignmentInput,
  ): Promise<AssignmentModel> {
    return showAssignment(await this.service.update(person, input));
  }

  @Mutation(() => AssignmentModel, {
    description: 'Takes it away from students; scores stay. For instructors.',
  })
  async archiveAssignment(
    @Viewer() person: Person,
    @Args() which: WhichAssignmentArgs,
  ): Promise<AssignmentModel> {
    return showAssignment(await this.service.archive(person, which));
  }

  @Mutation(() => AssignmentModel, { description: 'Takes an archived assignment back.' })
  async restoreAssignment(
    @Viewer() person: Person,
    @Args() which: WhichAssignmentArgs,
  ): Promise<AssignmentModel> {
    return showAssignment(await this.service.restore(person, which));
  }

  @Mutation(() => AssignmentModel, {
    description:
      'Grades what is handed in from now on with the version that the catalogue offers now. For instructors.',
  })
  async repinAssignment(
    @Viewer() person: Person,
    @Args() which: WhichAssignmentArgs,
  ): Promise<AssignmentModel> {
    return showAssignment(await this.service.repin(person, which));
  }

  @Mutation(() => [AssignmentModel], {
    description:
      'Puts the assignments of a course, archived ones too, into an order; all of them are named. For instructors.',
  })
  async reorderAssignments(
    @Viewer() person: Person,
    @Args('courseId', { type: () => ID }) courseId: string,
    @Args('ids', { type: () => [ID] }) ids: string[],
  ): Promise<AssignmentModel[]> {
    return (await this.service.reorder(person, courseId, ids)).map(showAssignment);
  }
}
