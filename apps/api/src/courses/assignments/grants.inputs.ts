import { ArgsType, Field, Float, ID, InputType, Int } from '@nestjs/graphql';

@InputType({ description: 'A later due time, further attempts, or both, for one person.' })
export class GrantExtensionInput {
  @Field(() => ID)
  readonly assignmentId!: string;

  @Field(() => ID)
  readonly personId!: string;

  @Field(() => String, {
    nullable: true,
    description: 'A time as that of an assignment; later than for everybody.',
  })
  readonly dueAt?: string | null;

  @Field(() => Int, { nullable: true })
  readonly extraAttempts?: number | null;

  @Field(() => String, { description: 'At most 1000 characters.' })
  readonly reason!: string;

  @Field(() => Int, {
    nullable: true,
    description: 'That of the extension that you change; left out for a new one.',
  })
  readonly revision?: number | null;
}

@InputType({ description: 'A score by hand.' })
export class AdjustScoreInput {
  @Field(() => ID)
  readonly assignmentId!: string;

  @Field(() => ID)
  readonly personId!: string;

  @Field(() => Float, { description: 'Of full marks, 0 to 1.' })
  readonly fraction!: number;

  @Field(() => String, { description: 'At most 1000 characters; the student reads it.' })
  readonly reason!: string;

  @Field(() => Int, { description: 'That of the score as you saw it; 0 where there was none.' })
  readonly revision!: number;
}

@ArgsType()
export class WhoseArgs {
  @Field(() => ID)
  readonly assignmentId!: string;

  @Field(() => ID)
  readonly personId!: string;

  @Field(() => Int, { description: 'That of what you saw.' })
  readonly revision!: number;
}
