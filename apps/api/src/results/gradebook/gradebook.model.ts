import { Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import type { GradebookCell } from '#libs/database/results-gradebook.store';
import { PageInfoModel } from '../../graphql/connection.js';
import { PersonModel } from '../../people/person.model.js';
import type { AskedCell } from '../results-scope.js';

@ObjectType('GradebookCell', { description: 'What somebody has of an assignment.' })
export class GradebookCellModel implements Omit<GradebookCell, 'personId'> {
  @Field(() => ID)
  readonly assignmentId!: string;

  @Field(() => Float, {
    nullable: true,
    description: 'Of full marks, 0 to 1: the adjustment, else what the attempts are worth.',
  })
  readonly counts!: number | null;

  @Field(() => Float, { nullable: true, description: 'What somebody set by hand, 0 to 1.' })
  readonly adjusted!: number | null;

  @Field(() => String, { nullable: true })
  readonly adjustedReason!: string | null;

  @Field(() => Int, { description: 'Graded ones.' })
  readonly attempts!: number;

  @Field(() => Int)
  readonly lateAttempts!: number;

  @Field(() => Int, { description: 'Attempts since the best points last rose.' })
  readonly stalled!: number;

  @Field(() => ID, { nullable: true, description: 'The attempt that counts.' })
  readonly submissionId!: string | null;

  @Field(() => [String], { description: 'The checks that it fails.' })
  readonly failedChecks!: readonly string[];

  @Field(() => Date, { nullable: true })
  readonly lastAt!: Date | null;

  @Field(() => Date, { nullable: true })
  readonly passedAt!: Date | null;

  @Field(() => Int, { nullable: true, description: 'From 1.' })
  readonly passedAtAttempt!: number | null;
}

@ObjectType('GradebookRow', { description: 'A student, and what they have.' })
export class GradebookRowModel {
  @Field(() => PersonModel)
  readonly person!: PersonModel;

  @Field(() => String, { nullable: true })
  readonly section!: string | null;

  @Field(() => String, { nullable: true })
  readonly group!: string | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Points of the most points, 0 to 1; null while no assignment counts.',
  })
  readonly total!: number | null;

  @Field(() => Float, { description: 'What counts times its weight, added up over the assignments.' })
  readonly points!: number;

  @Field(() => Float, { description: 'What full marks in everything that counts by now are worth.' })
  readonly maxPoints!: number;

  @Field(() => Int, { description: 'Assignments tried.' })
  readonly tried!: number;

  @Field(() => Int, { description: 'Assignments passed.' })
  readonly passed!: number;

  @Field(() => Int)
  readonly attempts!: number;

  @Field(() => Date, { nullable: true, description: 'Of the last attempt.' })
  readonly lastAt!: Date | null;

  @Field(() => [GradebookCellModel], {
    description: 'Of the assignments that they tried, in the order of the course.',
  })
  readonly cells!: readonly AskedCell[];
}

@ObjectType('GradebookEdge', { description: 'A student and their place in the list.' })
export class GradebookEdgeModel {
  @Field(() => String)
  readonly cursor!: string;

  @Field(() => GradebookRowModel)
  readonly node!: GradebookRowModel;
}

@ObjectType('GradebookConnection', { description: 'A part of the gradebook.' })
export class GradebookConnectionModel {
  @Field(() => [GradebookEdgeModel])
  readonly edges!: readonly GradebookEdgeModel[];

  @Field(() => PageInfoModel)
  readonly pageInfo!: PageInfoModel;

  /** Counts what the filter leaves. */
  readonly count!: () => Promise<number>;
}
