import { Inject } from '@nestjs/common';
import { Args, Context, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Catalogue } from '#libs/catalogue/read-catalogue';
import { hideChecks, hidePictures } from '#libs/courses/hide-checks';
import type { Person } from '#libs/database/people.store';
import { ExerciseModel, SourceFileModel } from '../exercises/exercise.model.js';
import { showExercise, showExerciseOf } from '../exercises/show-exercise.js';
import type { OperationContext } from '../graphql/graphql-options.js';
import { hiddenIn } from '../courses/assignments/assignment-loaders.js';
import { Viewer } from '../people/caller.js';
import { PersonModel } from '../people/person.model.js';
import { PinnedExercises } from '../storage/pinned-exercises.js';
import { catalogueToken } from '../storage/catalogue-token.js';
import { ReportModel } from './report.model.js';
import {
  fromCursor,
  showSubmission,
  SubmissionConnectionModel,
  toConnection,
} from './submission-connection.js';
import { SubmissionsArgs, SubmitInput } from './submission.inputs.js';
import { PictureModel, SubmissionModel } from './submission.model.js';
import { SubmissionsService } from './submissions.service.js';
import { SubmitService } from './submit.service.js';

/** Handing in, and reading what became of it. */
@Resolver(() => SubmissionModel)
export class SubmissionsResolver {
  @Inject(PinnedExercises) private readonly versions!: PinnedExercises;

  constructor(
    @Inject(SubmissionsService) private readonly service: SubmissionsService,
    @Inject(SubmitService) private readonly submitting: SubmitService,
    @Inject(catalogueToken) private readonly catalogue: Catalogue,
  ) {}

  @Query(() => SubmissionModel)
  async submission(
    @Viewer() person: Person,
    @Args('id', { type: () => ID }) id: string,
  ): Promise<SubmissionModel> {
    return showSubmission(await this.service.find(person, id));
  }

  @Query(() => SubmissionConnectionModel, {
    description: "Newest first: your own, your groups', and of courses that you teach everybody's.",
  })
  async submissions(
    @Viewer() person: Person,
    @Args() args: SubmissionsArgs,
  ): Promise<SubmissionConnectionModel> {
    const { first, filter } = args;
    const after = args.after ? fromCursor(args.after) : null;
    const { exercise = null, states = null, personId = null } = filter ?? {};
    const { assignmentId = null, courseId = null } = filter ?? {};
    const whose = { personId, assignmentId, courseId };
    return toConnection(await this.service.list(person, { first, after, exercise, states, ...whose }), after);
  }

  @Mutation(() => SubmissionModel, {
    description: 'Hands in; the submission is graded whatever happens to the servers.',
  })
  async submit(@Viewer() person: Person, @Args('input') input: SubmitInput): Promise<SubmissionModel> {
    const { assignmentId = null, idempotencyKey = null } = input;
    return showSubmission(await this.submitting.submit(person, { ...input, assignmentId, idempotencyKey }));
  }

  @Mutation(() => SubmissionModel, { description: 'Ends a submission that is not graded yet.' })
  async cancelSubmission(
    @Viewer() person: Person,
    @Args('id', { type: () => ID }) id: string,
  ): Promise<SubmissionModel> {
    return showSubmission(await this.service.cancel(person, id));
  }

  @ResolveField(() => ExerciseModel, { description: 'As it was set; of practice as it is offered now.' })
  async exercise(@Parent() submission: SubmissionModel): Promise<ExerciseModel> {
    const { assignmentId, exerciseSlug: exercise, exerciseHash } = submission;
    if (assignmentId === null) return showExerciseOf(this.catalogue, exercise, exerciseHash);
    return showExercise(await this.versions.find({ exercise, exerciseHash }));
  }

  @ResolveField(() => ReportModel, {
    nullable: true,
    description: 'Null until it is graded; without the checks that an assignment hides until it is due.',
  })
  async report(
    @Parent() { id, assignmentId }: SubmissionModel,
    @Context() { loaders }: OperationContext,
  ): Promise<ReportModel | null> {
    const [report, hidden] = await Promise.all([
      loaders.report.load(id),
      hiddenIn(loaders.assignments, assignmentId),
    ]);
    return report && hideChecks(report, hidden);
  }

  @ResolveField(() => [PictureModel], { description: 'Of the traced runs.' })
  async pictures(
    @Parent() { id, assignmentId }: SubmissionModel,
    @Context() { loaders }: OperationContext,
  ): Promise<readonly PictureModel[]> {
    const [pictures, hidden] = await Promise.all([
      loaders.pictures.load(id),
      hiddenIn(loaders.assignments, assignmentId),
    ]);
    return hidden.length === 0 ? pictures : hidePictures(pictures, await loaders.report.load(id), hidden);
  }

  @ResolveField(() => [SourceFileModel], { description: 'As they were handed in.' })
  files(
    @Parent() submission: SubmissionModel,
    @Context() { loaders }: OperationContext,
  ): Promise<readonly SourceFileModel[]> {
    return loaders.files.load(submission.id);
  }

  @ResolveField(() => PersonModel, { description: 'Who handed it in.' })
  person(
    @Parent() submission: SubmissionModel,
    @Context() { loaders }: OperationContext,
  ): Promise<PersonModel> {
    return loaders.person.load(submission.personId);
  }

  @ResolveField(() => String, {
    nullable: true,
    description: 'Why it was not graded; for assistants and more of its course, null to students.',
  })
  async failure(
    @Parent() submission: SubmissionModel,
    @Viewer() person: Person,
    @Context() { loaders }: OperationContext,
  ): Promise<string | null> {
    // Few have one, and only for those is the role looked up.
    if (submission.failure === null) return null;
    const { assignmentId } = submission;
    return (await loaders.isStaff.load({ person, assignmentId })) ? submission.failure : null;
  }
}
