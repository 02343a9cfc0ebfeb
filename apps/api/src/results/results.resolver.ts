import { Inject } from '@nestjs/common';
import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { Person } from '#libs/database/people.store';
import { checkRole } from '../courses/course-access.js';
import { CourseModel } from '../courses/course.model.js';
import type { OperationContext } from '../graphql/graphql-options.js';
import { Viewer } from '../people/caller.js';
import { CourseResultsModel, ResultsAssignmentModel, showColumn } from './results.model.js';
import { ResultsService } from './results.service.js';

/** The way from a course to its results. */
@Resolver(() => CourseModel)
export class CourseResultsResolver {
  constructor(@Inject(ResultsService) private readonly service: ResultsService) {}

  @ResolveField(() => CourseResultsModel, {
    description: 'What its students have done; for assistants and instructors.',
  })
  async results(
    @Viewer() person: Person,
    @Parent() { id }: CourseModel,
    @Context() { loaders }: OperationContext,
  ): Promise<CourseResultsModel> {
    checkRole(await loaders.courses.role.load({ person, courseId: id }), 'assistant');
    return { courseId: id, scope: this.service.scope(id) };
  }
}

/** What all results share. */
@Resolver(() => CourseResultsModel)
export class ResultsResolver {
  @ResolveField(() => [ResultsAssignmentModel], { description: 'The columns, in the order of the course.' })
  async assignments(@Parent() { scope }: CourseResultsModel): Promise<ResultsAssignmentModel[]> {
    return (await scope.columns()).map(showColumn);
  }
}
