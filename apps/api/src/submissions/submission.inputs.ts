import { ArgsType, Field, ID, InputType, Int } from '@nestjs/graphql';
import { SubmissionState } from '#libs/contracts/progress';
import { LanguageEnum } from '../exercises/exercise.model.js';

@InputType({ description: 'A source file: a relative path with "/", and its text.' })
export class FileInput {
  @Field(() => String)
  readonly path!: string;

  @Field(() => String)
  readonly content!: string;
}

@InputType({ description: 'What is handed in.' })
export class SubmitInput {
  @Field(() => String, { description: 'Such as "pipe/01-parent-to-child".' })
  readonly exercise!: string;

  @Field(() => LanguageEnum)
  readonly language!: keyof typeof LanguageEnum;

  @Field(() => [FileInput])
  readonly files!: readonly FileInput[];

  @Field(() => ID, { nullable: true })
  readonly assignmentId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Made up by you: the same key again gives the first submission and makes no other.',
  })
  readonly idempotencyKey?: string | null;
}

@InputType({ description: 'Every part that is set narrows the list.' })
export class SubmissionFilterInput {
  @Field(() => String, { nullable: true })
  readonly exercise?: string | null;

  @Field(() => [SubmissionState.enum], { nullable: true })
  readonly states?: readonly SubmissionState[] | null;

  @Field(() => ID, { nullable: true, description: 'Of others: as far as you see their work.' })
  readonly personId?: string | null;

  @Field(() => ID, { nullable: true })
  readonly assignmentId?: string | null;

  @Field(() => ID, { nullable: true })
  readonly courseId?: string | null;
}

@ArgsType()
export class SubmissionsArgs {
  @Field(() => Int, { defaultValue: 20, description: 'At most 100.' })
  readonly first!: number;

  @Field(() => String, { nullable: true, description: 'The cursor of the last one that is known.' })
  readonly after?: string | null;

  @Field(() => SubmissionFilterInput, { nullable: true })
  readonly filter?: SubmissionFilterInput | null;
}
