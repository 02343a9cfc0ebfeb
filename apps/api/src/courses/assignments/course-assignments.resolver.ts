import { Inject } from '@nestjs/common';
import { Args, Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { Person } from '#libs/database/people.store';
import type { OperationContext } from '../../graphql/graphql-options.js';
import { Viewer } from '../../people/caller.js';
import { SubmissionModel } from '../../submissions/submission.model.js';
import { checkRole, isAtLeast } from '../course-access.js';
import { CourseModel } from '../course.model.js';
import { PageSize } from '../page-size.js';
import {
  AssignmentConnectionModel,
  assignmentConnection,
  AssignmentsArgs,
  readCursor,
} from './assignment-connection.js';
import { AssignmentModel } from './assignment.model.js';
import { AssignmentsService } from './assignments.service.js';
import { showAssignment } from './show-assignment.js';

/** What a course is set. */
@Resolver(() => CourseModel)
export class CourseAssignmentsResolver {
  constructor(@Inject(AssignmentsService) private readonly service: AssignmentsService) {}

  @ResolveField(() => AssignmentConnectionModel, {
    description: 'Students see what is released and not archived; staff everything.',
  })
  async assignments(
    @Parent() { id }: CourseModel,
    @Args() args: AssignmentsArgs,
    @Viewer() person: Person,
    @Context() { loaders }: OperationContext,
  ): Promise<AssignmentConnectionModel> {
    const role = checkRole(await loaders.courses.role.load({ person, courseId: id }), 'student');
    const [first, after] = [PageSize.parse(args.first), args.after ? readCursor(args.after) : null];
    const all = isAtLeast(role, 'assistant');
    const page =
      after === null
        ? await loaders.assignments.ofCourse.load({ id, first, all })
        : await this.service.more({ courseId: id, all }, { first, after });
    return assignmentConnection(page, after);
  }
}

/** What a submission was handed in for. */
@Resolver(() => SubmissionModel)
export class SubmissionAssignmentResolver {
  @ResolveField(() => AssignmentModel, {
    nullable: true,
    description: 'What it was handed in for; null for practice.',
  })
  async assignment(
    @Parent() { assignmentId }: SubmissionModel,
    @Context() { loaders }: OperationContext,
  ): Promise<AssignmentModel | null> {
    const found = assignmentId === null ? null : await loaders.assignments.assignment.load(assignmentId);
    return found && showAssignment(found);
  }
}
