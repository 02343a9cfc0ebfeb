import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { SubmissionState } from '#libs/contracts/progress';
import { LanguageEnum } from '../exercises/exercise.model.js';

registerEnumType(SubmissionState.enum, {
  name: 'SubmissionState',
  description:
    'Where a submission stands; GRADED, NOT_GRADED (our failure, costs no points) and CANCELLED are its ends.',
});

@ObjectType('SubmissionProgress', { description: 'What a watcher of a submission receives.' })
export class SubmissionProgressModel {
  @Field(() => ID)
  readonly submissionId!: string;

  @Field(() => SubmissionState.enum)
  readonly state!: SubmissionState;

  @Field(() => String, { description: 'The step under way, in English; empty before and after.' })
  readonly stage!: string;

  @Field(() => Int, { description: 'Steps that are behind it.' })
  readonly done!: number;

  @Field(() => Int)
  readonly total!: number;

  @Field(() => Int, { nullable: true, description: 'From 1 while it waits.' })
  readonly queuePosition!: number | null;

  @Field(() => String, { nullable: true, description: 'A sentence about an end that brings no report.' })
  readonly says!: string | null;
}

@ObjectType('Picture', { description: 'What one traced run did.' })
export class PictureModel {
  @Field(() => String, { description: 'The id of the run in the report.' })
  readonly run!: string;

  @Field(() => String, { description: 'Such as "r2.svg".' })
  readonly name!: string;

  @Field(() => String, {
    description: 'Show it as an image and not as part of a page: it carries what a program printed.',
  })
  readonly svg!: string;

  @Field(() => String, { description: 'The same in words, a line an event.' })
  readonly text!: string;
}

@ObjectType('Submission', { description: 'One hand-in for an exercise.' })
export class SubmissionModel {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => SubmissionState.enum)
  readonly state!: SubmissionState;

  @Field(() => LanguageEnum)
  readonly language!: keyof typeof LanguageEnum;

  @Field(() => Date)
  readonly submittedAt!: Date;

  @Field(() => Date, { nullable: true })
  readonly startedAt!: Date | null;

  @Field(() => Date, { nullable: true })
  readonly endedAt!: Date | null;

  /** Resolved to the exercise itself. */
  readonly exerciseSlug!: string;
  readonly exerciseHash!: string;
  readonly assignmentId!: string | null;
  readonly personId!: string;
  readonly failure!: string | null;
}
