import { Inject } from '@nestjs/common';
import { Args, Context, ID, Int, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { z } from 'zod';
import { LtiScoresStore } from '#libs/database/lti-scores.store';
import type { Person } from '#libs/database/people.store';
import { CourseAccess } from '../../../courses/course-access.js';
import type { OperationContext } from '../../../graphql/graphql-options.js';
import { Viewer } from '../../../people/caller.js';
import { PersonModel } from '../../../people/person.model.js';
import {
  LtiScoreConnectionModel,
  LtiScoreModel,
  LtiScoresArgs,
  scoreAfter,
  toScoreConnection,
} from './score.model.js';

const PageSize = z.number().int().min(1).max(100);
const stored = { PENDING: 'pending', SENT: 'sent', FAILED: 'failed' } as const;

/** How far course platforms have heard of the scores of a course. */
@Resolver(() => LtiScoreModel)
export class LtiScoresResolver {
  constructor(
    @Inject(LtiScoresStore) private readonly scores: LtiScoresStore,
    @Inject(CourseAccess) private readonly access: CourseAccess,
  ) {}

  @Query(() => LtiScoreConnectionModel, {
    description:
      'What the gradebooks of course platforms know of the scores of a course; for its assistants and instructors.',
  })
  async ltiScores(@Viewer() person: Person, @Args() args: LtiScoresArgs): Promise<LtiScoreConnectionModel> {
    const { courseId } = args;
    await this.access.demand(person, courseId, 'assistant');
    const state = args.state === null || args.state === undefined ? null : stored[args.state];
    const page = await this.scores.list(
      { courseId, state, assignmentId: args.assignmentId ?? null },
      { first: PageSize.parse(args.first), after: scoreAfter(args.after) },
    );
    return toScoreConnection(page, args.after ?? null);
  }

  @Mutation(() => Int, {
    description:
      'Tries scores that failed once more, and those that wait for a later try now; gives how many. For instructors.',
  })
  async retryLtiScores(
    @Viewer() person: Person,
    @Args('courseId', { type: () => ID }) courseId: string,
    @Args('assignmentId', { type: () => ID, nullable: true }) assignmentId: string | null = null,
  ): Promise<number> {
    await this.access.demand(person, courseId, 'instructor');
    return this.scores.retry({ courseId, state: null, assignmentId });
  }

  @ResolveField(() => PersonModel)
  person(@Parent() score: LtiScoreModel, @Context() { loaders }: OperationContext): Promise<PersonModel> {
    return loaders.person.load(score.personId);
  }
}
