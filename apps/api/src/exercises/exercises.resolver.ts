import { Inject } from '@nestjs/common';
import { Args, ArgsType, Field, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Catalogue } from '#libs/catalogue/read-catalogue';
import { OpenToAll } from '../people/access.guard.js';
import { catalogueToken } from '../storage/catalogue-token.js';
import { ExerciseModel, LanguageEnum, LevelEnum, MechanismModel } from './exercise.model.js';
import { findExercises } from './find-exercises.js';
import { showExercise } from './show-exercise.js';

@ArgsType()
class ExercisesArgs {
  @Field(() => String, { nullable: true })
  readonly mechanism?: string | null;

  @Field(() => LevelEnum, { nullable: true })
  readonly level?: keyof typeof LevelEnum | null;

  @Field(() => LanguageEnum, { nullable: true })
  readonly language?: keyof typeof LanguageEnum | null;
}

/** The exercises, and the mechanism that each belongs to. */
@Resolver(() => ExerciseModel)
export class ExercisesResolver {
  constructor(@Inject(catalogueToken) private readonly catalogue: Catalogue) {}

  @OpenToAll(true)
  @Query(() => [ExerciseModel], { description: 'In the order in which they are taught.' })
  exercises(@Args() args: ExercisesArgs): ExerciseModel[] {
    const { mechanism, level, language } = args;
    const filter = {
      mechanism: mechanism ?? undefined,
      level: level ?? undefined,
      language: language ?? undefined,
    };
    return findExercises(this.catalogue, filter).map(showExercise);
  }

  @OpenToAll(true)
  @Query(() => ExerciseModel)
  exercise(@Args('slug') slug: string): ExerciseModel {
    return showExercise(this.catalogue.exercise(slug));
  }

  @ResolveField(() => MechanismModel)
  mechanism(@Parent() exercise: ExerciseModel): MechanismModel {
    return this.catalogue.mechanism(exercise.slug.split('/', 1)[0] ?? '');
  }
}

/** The ten mechanisms and what there is to do in each. */
@Resolver(() => MechanismModel)
export class MechanismsResolver {
  constructor(@Inject(catalogueToken) private readonly catalogue: Catalogue) {}

  @OpenToAll(true)
  @Query(() => [MechanismModel], { description: 'All ten, in the order in which they are taught.' })
  mechanisms(): MechanismModel[] {
    return [...this.catalogue.mechanisms];
  }

  @OpenToAll(true)
  @Query(() => MechanismModel)
  mechanism(@Args('slug') slug: string): MechanismModel {
    return this.catalogue.mechanism(slug);
  }

  @ResolveField(() => [ExerciseModel])
  exercises(@Parent() mechanism: MechanismModel): ExerciseModel[] {
    return findExercises(this.catalogue, { mechanism: mechanism.slug }).map(showExercise);
  }
}
