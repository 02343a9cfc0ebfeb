import { Inject } from '@nestjs/common';
import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { Catalogue } from '#libs/catalogue/read-catalogue';
import { ExerciseModel } from '../../exercises/exercise.model.js';
import { showExercise } from '../../exercises/show-exercise.js';
import type { OperationContext } from '../../graphql/graphql-options.js';
import { catalogueToken } from '../../storage/catalogue-token.js';
import { PinnedExercises } from '../../storage/pinned-exercises.js';
import { AssignmentModel } from './assignment.model.js';
import { AssignmentViewerModel } from './viewer.model.js';

/** What of an assignment is looked up. */
@Resolver(() => AssignmentModel)
export class AssignmentFieldsResolver {
  constructor(
    @Inject(PinnedExercises) private readonly versions: PinnedExercises,
    @Inject(catalogueToken) private readonly catalogue: Catalogue,
  ) {}

  @ResolveField(() => ExerciseModel, { description: 'As it was when it was set.' })
  async exercise(
    @Parent() { exerciseSlug: exercise, exerciseHash }: AssignmentModel,
  ): Promise<ExerciseModel> {
    return showExercise(await this.versions.find({ exercise, exerciseHash }));
  }

  @ResolveField(() => String, {
    nullable: true,
    description:
      'The hash of another version that the catalogue offers now; null when it is the same, or none.',
  })
  newerVersion(@Parent() { exerciseSlug, exerciseHash }: AssignmentModel): string | null {
    const offered = this.catalogue.exercises.find((exercise) => exercise.slug === exerciseSlug);
    return offered === undefined || offered.hash === exerciseHash ? null : offered.hash;
  }

  @ResolveField(() => AssignmentViewerModel, { description: 'Where you stand.' })
  viewer(
    @Parent() { id }: AssignmentModel,
    @Context() { loaders }: OperationContext,
  ): Promise<AssignmentViewerModel> {
    return loaders.assignments.standing.load(id);
  }
}
