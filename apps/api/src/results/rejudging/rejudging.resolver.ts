import { Inject } from '@nestjs/common';
import { Args, Context, ID, Int, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { PastReportsStore } from '#libs/database/past-reports.store';
import type { Person } from '#libs/database/people.store';
import { CourseModel } from '../../courses/course.model.js';
import { CourseAccess } from '../../courses/course-access.js';
import { cursorsOf, pageInfoOf } from '../../graphql/connection.js';
import type { OperationContext } from '../../graphql/graphql-options.js';
import { Viewer } from '../../people/caller.js';
import { PersonModel } from '../../people/person.model.js';
import { SubmissionModel } from '../../submissions/submission.model.js';
import { showSubmission } from '../../submissions/submission-connection.js';
import { pageSize } from '../arguments.js';
import { CreateRejudgeSetInput, RejudgeEntriesArgs, RejudgePageArgs } from './rejudge.inputs.js';
import {
  PastReportModel,
  RejudgeCheckModel,
  RejudgeCountsModel,
  RejudgeEntryConnectionModel,
  RejudgeProgressModel,
  RejudgeSetConnectionModel,
  RejudgeSetModel,
} from './rejudge.model.js';
import { RejudgingService } from './rejudging.service.js';

const entryCursors = cursorsOf('rejudge-entry');
const setCursors = cursorsOf('rejudge-set');

/** Grading again: what it would change, and making it count. */
@Resolver(() => RejudgeSetModel)
export class RejudgingResolver {
  constructor(@Inject(RejudgingService) private readonly service: RejudgingService) {}

  @Query(() => RejudgeSetModel, { description: 'For assistants and more of its course.' })
  rejudgeSet(@Viewer() person: Person, @Args('id', { type: () => ID }) id: string): Promise<RejudgeSetModel> {
    return this.service.find(person, id, 'assistant');
  }

  @Mutation(() => RejudgeSetModel, {
    description:
      'Grades submissions of a course again, behind all live work; nothing changes until it is applied.',
  })
  createRejudgeSet(
    @Viewer() person: Person,
    @Args('input') input: CreateRejudgeSetInput,
  ): Promise<RejudgeSetModel> {
    return this.service.create(person, input);
  }

  @Mutation(() => RejudgeSetModel, {
    description: 'Puts the new reports in the place of the old ones, which are kept; scores follow.',
  })
  applyRejudgeSet(
    @Viewer() person: Person,
    @Args('id', { type: () => ID }) id: string,
    @Args('revision', { type: () => Int }) revision: number,
  ): Promise<RejudgeSetModel> {
    return this.service.apply(person, { id, revision });
  }

  @Mutation(() => RejudgeSetModel, { description: 'Leaves everything as it was.' })
  cancelRejudgeSet(
    @Viewer() person: Person,
    @Args('id', { type: () => ID }) id: string,
    @Args('revision', { type: () => Int }) revision: number,
  ): Promise<RejudgeSetModel> {
    return this.service.cancel(person, { id, revision });
  }

  @ResolveField(() => PersonModel)
  createdBy(
    @Parent() { createdById }: RejudgeSetModel,
    @Context() { loaders }: OperationContext,
  ): Promise<PersonModel> {
    return loaders.person.load(createdById);
  }

  @ResolveField(() => RejudgeProgressModel)
  progress(@Parent() { id }: RejudgeSetModel): Promise<RejudgeProgressModel> {
    return this.service.sets.progress(id);
  }

  @ResolveField(() => RejudgeCountsModel)
  async counts(@Parent() { id }: RejudgeSetModel): Promise<RejudgeCountsModel> {
    const { changes, flaky, applied } = await this.service.sets.counts(id);
    const { WAITING: waiting, GAINS: gains, LOSES: loses, SAME: same, NOT_GRADED: notGraded } = changes;
    return { waiting, gains, loses, same, notGraded, flaky, applied };
  }

  @ResolveField(() => [RejudgeCheckModel], { description: 'Those that changed for most come first.' })
  checks(@Parent() { id }: RejudgeSetModel): Promise<RejudgeCheckModel[]> {
    return this.service.sets.checkChanges(id);
  }

  @ResolveField(() => RejudgeEntryConnectionModel)
  async entries(
    @Parent() { id }: RejudgeSetModel,
    @Args() args: RejudgeEntriesArgs,
  ): Promise<RejudgeEntryConnectionModel> {
    const after = args.after ? entryCursors.read(args.after) : null;
    const asked = { first: pageSize(args.first), after };
    const page = await this.service.entries(id, args.change ?? null, asked);
    const edges = page.items.map(({ entry, submission }) => ({
      cursor: entryCursors.write(entry.id),
      node: { ...entry, submission: showSubmission(submission) },
    }));
    return { edges, pageInfo: pageInfoOf(edges, { after, hasNext: page.hasNext }) };
  }
}

/** The sets of a course. */
@Resolver(() => CourseModel)
export class CourseRejudgingResolver {
  constructor(
    @Inject(RejudgingService) private readonly service: RejudgingService,
    @Inject(CourseAccess) private readonly access: CourseAccess,
  ) {}

  @ResolveField(() => RejudgeSetConnectionModel, {
    nullable: true,
    description: 'Newest first; for assistants and more.',
  })
  async rejudgeSets(
    @Parent() course: CourseModel,
    @Viewer() person: Person,
    @Args() args: RejudgePageArgs,
  ): Promise<RejudgeSetConnectionModel> {
    await this.access.demand(person, course.id, 'assistant');
    const after = args.after ? setCursors.read(args.after) : null;
    const page = await this.service.sets.list(course.id, { first: pageSize(args.first), after });
    const edges = page.items.map((node) => ({ cursor: setCursors.write(node.id), node }));
    return { edges, pageInfo: pageInfoOf(edges, { after, hasNext: page.hasNext }) };
  }
}

/** What a submission's gradings said before. */
@Resolver(() => SubmissionModel)
export class PastReportsResolver {
  constructor(@Inject(PastReportsStore) private readonly past: PastReportsStore) {}

  @ResolveField(() => [PastReportModel], {
    description: 'Newest first; for assistants and more of its course, empty for students.',
  })
  async pastReports(
    @Parent() { id, assignmentId }: SubmissionModel,
    @Viewer() person: Person,
    @Context() { loaders }: OperationContext,
  ): Promise<readonly PastReportModel[]> {
    return (await loaders.isStaff.load({ person, assignmentId })) ? this.past.list(id) : [];
  }
}
