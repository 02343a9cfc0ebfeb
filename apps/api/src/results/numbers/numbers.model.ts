import { ArgsType, Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import { CheckGroup } from '#libs/contracts/report';
import { SentenceModel } from '../../exercises/exercise.model.js';
import { ResultsAssignmentModel } from '../results.model.js';

@ArgsType()
export class AssignmentsArgs {
  @Field(() => [ID], { nullable: true, description: 'All of the course when it is not given.' })
  readonly assignmentIds?: readonly string[] | null;
}

@ObjectType('Tenth', {
  description: 'People whose fraction lies from `from` to below `to`; the last holds full marks too.',
})
export class TenthModel {
  @Field(() => Float)
  readonly from!: number;

  @Field(() => Float)
  readonly to!: number;

  @Field(() => Int)
  readonly people!: number;
}

@ObjectType('Distribution', { description: 'How fractions of full marks, 0 to 1, are spread over a class.' })
export class DistributionModel {
  @Field(() => ResultsAssignmentModel, { nullable: true, description: 'Null for the total.' })
  readonly assignment!: ResultsAssignmentModel | null;

  @Field(() => Int, { description: 'Students who have something; for the total all.' })
  readonly people!: number;

  @Field(() => Int, { description: 'Students who have nothing, and are in no other number here.' })
  readonly missing!: number;

  @Field(() => Float, { nullable: true })
  readonly mean!: number | null;

  @Field(() => Float, { nullable: true })
  readonly lowerQuartile!: number | null;

  @Field(() => Float, { nullable: true })
  readonly median!: number | null;

  @Field(() => Float, { nullable: true })
  readonly upperQuartile!: number | null;

  @Field(() => [TenthModel], { description: 'Ten, from the lowest.' })
  readonly tenths!: readonly TenthModel[];
}

@ObjectType('CheckFailure', {
  description: 'How many of those who tried fail a check with the attempt that counts.',
})
export class CheckFailureModel {
  @Field(() => SentenceModel, {
    description: 'In English twice, where the exercise is not offered here any more.',
  })
  readonly name!: SentenceModel;

  @Field(() => CheckGroup.enum, { nullable: true })
  readonly group!: CheckGroup | null;

  @Field(() => Int)
  readonly failing!: number;

  @Field(() => Float, { nullable: true, description: 'Of those who tried, 0 to 1; null when nobody did.' })
  readonly rate!: number | null;
}

@ObjectType('CheckFailures', { description: 'The checks of an assignment.' })
export class CheckFailuresModel {
  @Field(() => ResultsAssignmentModel)
  readonly assignment!: ResultsAssignmentModel;

  @Field(() => Int, { description: 'Students with a graded attempt.' })
  readonly tried!: number;

  @Field(() => [CheckFailureModel], { description: 'The one that most fail comes first.' })
  readonly checks!: readonly CheckFailureModel[];
}

@ObjectType('PassesAtAttempt')
export class PassesAtAttemptModel {
  @Field(() => Int, { description: 'From 1.' })
  readonly attempt!: number;

  @Field(() => Int, { description: 'Who passed first with it.' })
  readonly people!: number;
}

@ObjectType('AttemptNumbers', {
  description: 'How often the class tries an assignment, and how long it takes.',
})
export class AttemptNumbersModel {
  @Field(() => ResultsAssignmentModel)
  readonly assignment!: ResultsAssignmentModel;

  @Field(() => Int, { description: 'Students with a graded attempt.' })
  readonly tried!: number;

  @Field(() => Int)
  readonly passed!: number;

  @Field(() => Int, { description: 'Of all of them together.' })
  readonly attempts!: number;

  @Field(() => Float, { nullable: true, description: 'The middle of the attempts that passed first.' })
  readonly medianAttemptsToPass!: number | null;

  @Field(() => [PassesAtAttemptModel])
  readonly passesAtAttempt!: readonly PassesAtAttemptModel[];

  @Field(() => Float, {
    nullable: true,
    description: 'Seconds from the first hand-in to the first that passed, to two digits.',
  })
  readonly lowerQuartileSecondsToPass!: number | null;

  @Field(() => Float, { nullable: true })
  readonly medianSecondsToPass!: number | null;

  @Field(() => Float, { nullable: true })
  readonly upperQuartileSecondsToPass!: number | null;
}

@ObjectType('ProgressDay', { description: "A day in the course's time zone." })
export class ProgressDayModel {
  @Field(() => String, { description: 'Such as "2026-03-01".' })
  readonly day!: string;

  @Field(() => Int)
  readonly handIns!: number;

  @Field(() => Int, { description: 'Students who passed an assignment for the first time.' })
  readonly firstPasses!: number;
}

@ObjectType('HeatMapCell', { description: 'How the class does in one group of checks of one mechanism.' })
export class HeatMapCellModel {
  @Field(() => String, { description: 'Its slug.' })
  readonly mechanism!: string;

  @Field(() => CheckGroup.enum)
  readonly group!: CheckGroup;

  @Field(() => Float, { description: 'The mean part of the points of the group, 0 to 1.' })
  readonly fraction!: number;

  @Field(() => Int, { description: 'Over so many scores.' })
  readonly scores!: number;
}
