import { Field, Float, Int, ObjectType } from '@nestjs/graphql';
import { ResultsAssignmentModel } from '../results.model.js';

@ObjectType('OwnCell', { description: 'What you have of an assignment.' })
export class OwnCellModel {
  @Field(() => ResultsAssignmentModel)
  readonly assignment!: ResultsAssignmentModel;

  @Field(() => Date, { description: 'With your extension, if you have one.' })
  readonly dueAt!: Date;

  @Field(() => Date, {
    nullable: true,
    description:
      'While some checks are not shown to you: until when. What counts, and whether you passed, is null until then.',
  })
  readonly hiddenUntil!: Date | null;

  @Field(() => Float, { nullable: true, description: 'Of full marks, 0 to 1.' })
  readonly counts!: number | null;

  @Field(() => Boolean, { description: 'Whether it was set by hand.' })
  readonly isAdjusted!: boolean;

  @Field(() => String, { nullable: true })
  readonly adjustedReason!: string | null;

  @Field(() => Int, { description: 'Graded ones.' })
  readonly attempts!: number;

  @Field(() => Int)
  readonly lateAttempts!: number;

  @Field(() => Date, { nullable: true })
  readonly lastAt!: Date | null;

  @Field(() => Date, { nullable: true })
  readonly passedAt!: Date | null;
}

@ObjectType('OwnResults', { description: 'What you have in a course.' })
export class OwnResultsModel {
  @Field(() => Float, {
    nullable: true,
    description: 'Points of the most points, 0 to 1, without what is hidden; null while nothing counts.',
  })
  readonly total!: number | null;

  @Field(() => Float)
  readonly points!: number;

  @Field(() => Float)
  readonly maxPoints!: number;

  @Field(() => [OwnCellModel], {
    description: 'Of the assignments that are released, in the order of the course.',
  })
  readonly cells!: readonly OwnCellModel[];
}
