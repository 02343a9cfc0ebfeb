import { Inject } from '@nestjs/common';
import { Args, Context, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Catalogue } from '#libs/catalogue/read-catalogue';
import type { Person } from '#libs/database/people.store';
import { ExerciseModel, SourceFileModel } from '../exercises/exercise.model.js';
import { showExerciseOf } from '../exercises/show-exercise.js';
import type { OperationContext } from '../graphql/graphql-options.js';
import { Viewer } from '../people/caller.js';
import { PersonModel } from '../people/person.model.js';
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

  @Query(() => SubmissionConnectionModel, { description: 'Newest first; of a student their own.' })
  async submissions(
    @Viewer() person: Person,
    @Args() args: SubmissionsArgs,
  ): Promise<SubmissionConnectionModel> {
    const { first, filter } = args;
    const after = args.after ? fromCursor(args.after) : null;
    const { exercise = null, states = null, personId = null } = filter ?? {};
    return toConnection(await this.service.list(person, { first, after, exercise, states, personId }), after);
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

  @ResolveField(() => ExerciseModel)
  exercise(@Parent() submission: SubmissionModel): ExerciseModel {
    return showExerciseOf(this.catalogue, submission.exerciseSlug, submission.exerciseHash);
  }

  @ResolveField(() => ReportModel, { nullable: true, description: 'Null until it is graded.' })
  report(
    @Parent() submission: SubmissionModel,
    @Context() { loaders }: OperationContext,
  ): Promise<ReportModel | null> {
    return loaders.report.load(submission.id);
  }

  @ResolveField(() => [PictureModel], { description: 'Of the traced runs.' })
  pictures(
    @Parent() submission: SubmissionModel,
    @Context() { loaders }: OperationContext,
  ): Promise<readonly PictureModel[]> {
    return loaders.pictures.load(submission.id);
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
    description: 'Why it was not graded; for instructors, null to students.',
  })
  failure(@Parent() submission: SubmissionModel, @Viewer() person: Person): string | null {
    return person.role === 'student' ? null : submission.failure;
  }
}
