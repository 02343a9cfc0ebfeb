import { ArgsType, Field, Float, ID, InputType, Int, PartialType } from '@nestjs/graphql';
import { CountedAttempt } from '#libs/contracts/assignment';
import { CheckGroup } from '#libs/contracts/report';
import { LatePolicyInput } from './late-policy.model.js';

const times =
  'ISO 8601: with an offset, or without one as clocks of the course show it (an hour that they leave out is read as if they had not yet ' +
  'changed, one that they show twice is the first).';

@InputType()
class AssignmentTermsInput {
  @Field(() => String, { description: `When students see it. ${times}` })
  readonly releaseAt!: string;

  @Field(() => String, { description: 'A time like that.' })
  readonly dueAt!: string;

  @Field(() => String, { nullable: true, description: 'That of the exercise when left out.' })
  readonly title?: string | null;

  @Field(() => Float, {
    nullable: true,
    description: 'What full marks are worth in the course; 1 when left out.',
  })
  readonly weight?: number | null;

  @Field(() => LatePolicyInput, {
    nullable: true,
    description: 'When left out, nothing is taken after the due time.',
  })
  readonly latePolicy?: LatePolicyInput | null;

  @Field(() => Int, { nullable: true, description: 'As many as one likes when it is null.' })
  readonly attemptsMax?: number | null;

  @Field(() => Int, { nullable: true, description: 'The pause between two attempts; none when left out.' })
  readonly cooldownSeconds?: number | null;

  @Field(() => CountedAttempt.enum, { nullable: true, description: 'The best when left out.' })
  readonly counted?: CountedAttempt | null;

  @Field(() => [CheckGroup.enum], {
    nullable: true,
    description: 'Groups of checks that students see only after their due time.',
  })
  readonly hiddenGroups?: readonly CheckGroup[] | null;

  @Field(() => Boolean, { nullable: true, description: 'Groups hand in together, and share the score.' })
  readonly groupHandIns?: boolean | null;
}

@InputType({ description: 'An exercise to be set.' })
export class CreateAssignmentInput extends AssignmentTermsInput {
  @Field(() => ID)
  readonly courseId!: string;

  @Field(() => String, {
    description: 'Such as "pipe/01-parent-to-child"; its present version is kept with the assignment.',
  })
  readonly exercise!: string;
}

@InputType({ description: 'What is left out stays as it is.' })
export class UpdateAssignmentInput extends PartialType(AssignmentTermsInput) {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => Int, {
    description: 'That of the assignment as you saw it; when somebody changed it since, CONFLICT says so.',
  })
  readonly revision!: number;
}

@ArgsType()
export class WhichAssignmentArgs {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => Int, { description: 'That of the assignment as you saw it.' })
  readonly revision!: number;
}
