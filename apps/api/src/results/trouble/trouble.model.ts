import { ArgsType, Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { PageInfoModel } from '../../graphql/connection.js';
import { PersonModel } from '../../people/person.model.js';
import { PictureModel } from '../../submissions/submission.model.js';
import { ResultsAssignmentModel } from '../results.model.js';
import type { ResultsScope } from '../results-scope.js';

@ArgsType()
export class StuckArgs {
  @Field(() => Int, { defaultValue: 50, description: 'At most 100.' })
  readonly first!: number;

  @Field(() => String, { nullable: true, description: 'The cursor of the last one that is known.' })
  readonly after?: string | null;

  @Field(() => Int, { defaultValue: 3, description: 'So many attempts that brought nothing.' })
  readonly attempts!: number;

  @Field(() => String, {
    nullable: true,
    description:
      'Only those who failed this check, by its name, in every one of their last attempts: `attempts` or ten. Then at most 3 assignments can be looked through.',
  })
  readonly check?: string | null;

  @Field(() => [ID], { nullable: true, description: 'All of the course when it is not given.' })
  readonly assignmentIds?: readonly string[] | null;
}

@ArgsType()
export class SimilarArgs {
  @Field(() => Int, { defaultValue: 10, description: 'At most 20: those that most people have.' })
  readonly first!: number;

  @Field(() => Int, { defaultValue: 2, description: 'People who have the same.' })
  readonly atLeast!: number;

  @Field(() => [ID], { nullable: true, description: 'All of the course when it is not given.' })
  readonly assignmentIds?: readonly string[] | null;
}

@ObjectType('StuckStudent', { description: 'Somebody who tries again and again and gets no further.' })
export class StuckStudentModel {
  @Field(() => PersonModel)
  readonly person!: PersonModel;

  @Field(() => ResultsAssignmentModel)
  readonly assignment!: ResultsAssignmentModel;

  @Field(() => Int)
  readonly attempts!: number;

  @Field(() => Int, { description: 'Attempts since the best points last rose.' })
  readonly stalled!: number;

  @Field(() => [String], { description: 'What the attempt that counts fails.' })
  readonly failedChecks!: readonly string[];

  @Field(() => [String], {
    description: 'What every one of the last attempts failed: as many as were asked for, ten at most.',
  })
  readonly sameChecks!: readonly string[];

  @Field(() => ID, { nullable: true, description: 'The attempt that counts.' })
  readonly submissionId!: string | null;

  @Field(() => Date, { nullable: true, description: 'Of the last attempt.' })
  readonly lastAt!: Date | null;
}

@ObjectType('StuckStudentEdge', { description: 'Somebody and their place in the list.' })
export class StuckStudentEdgeModel {
  @Field(() => String)
  readonly cursor!: string;

  @Field(() => StuckStudentModel)
  readonly node!: StuckStudentModel;
}

@ObjectType('StuckStudentConnection', {
  description: 'A part of a list; who made most attempts in vain comes first.',
})
export class StuckStudentConnectionModel {
  @Field(() => [StuckStudentEdgeModel])
  readonly edges!: readonly StuckStudentEdgeModel[];

  @Field(() => PageInfoModel)
  readonly pageInfo!: PageInfoModel;

  @Field(() => Int, { description: 'Of all pages.' })
  readonly totalCount!: number;
}

@ObjectType('SimilarPictures', {
  description: 'The same wrong run of several people: their processes did the same.',
})
export class SimilarPicturesModel {
  @Field(() => ResultsAssignmentModel)
  readonly assignment!: ResultsAssignmentModel;

  @Field(() => String, { description: 'Equal where the run is the same.' })
  readonly shape!: string;

  @Field(() => Int)
  readonly count!: number;

  @Field(() => [PersonModel], { description: 'Ten of them at most.' })
  readonly people!: readonly PersonModel[];

  @Field(() => [ID], { description: 'What these people handed in, in the same order.' })
  readonly submissionIds!: readonly string[];

  /** Where the picture comes from. */
  readonly scope!: ResultsScope;
}

@ObjectType('PictureOfWrongRun', { description: 'One picture to look at.' })
export class PictureOfWrongRunModel extends PictureModel {
  @Field(() => ID)
  readonly submissionId!: string;
}
