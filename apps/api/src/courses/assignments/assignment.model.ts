import { Field, Float, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { CountedAttempt } from '#libs/contracts/assignment';
import { CheckGroup } from '#libs/contracts/report';
import { LatePolicyUnion, type ShownPolicy } from './late-policy.model.js';

registerEnumType(CountedAttempt.enum, {
  name: 'CountedAttempt',
  description: 'Which of several attempts counts; a tie goes to the earlier one.',
});

@ObjectType('Assignment', { description: 'An exercise set to a course.' })
export class AssignmentModel {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => Int, { description: 'Its place in the course, from 1.' })
  readonly position!: number;

  @Field(() => String)
  readonly title!: string;

  @Field(() => String, {
    description:
      'The version of the exercise that hand-ins are graded with, whatever the catalogue offers since.',
  })
  readonly exerciseHash!: string;

  @Field(() => Float, { description: 'What full marks are worth in the course.' })
  readonly weight!: number;

  @Field(() => Date)
  readonly releaseAt!: Date;

  @Field(() => Date)
  readonly dueAt!: Date;

  @Field(() => LatePolicyUnion)
  readonly latePolicy!: ShownPolicy;

  @Field(() => Int, { nullable: true, description: 'Null: as many as one likes.' })
  readonly attemptsMax!: number | null;

  @Field(() => Int, { description: 'The pause between two attempts.' })
  readonly cooldownSeconds!: number;

  @Field(() => CountedAttempt.enum)
  readonly counted!: CountedAttempt;

  @Field(() => [CheckGroup.enum], {
    description: 'Groups of checks that students see only after their due time.',
  })
  readonly hiddenGroups!: readonly CheckGroup[];

  @Field(() => Boolean, { description: 'Groups hand in together, and share the score.' })
  readonly groupHandIns!: boolean;

  @Field(() => Date, { nullable: true })
  readonly archivedAt!: Date | null;

  @Field(() => Boolean, {
    description: 'Scores of some people still follow what was said before the last change.',
  })
  readonly isRescoring!: boolean;

  @Field(() => Int, { description: 'Name it when you change the assignment.' })
  readonly revision!: number;

  /** Resolved to the exercise itself. */
  readonly exerciseSlug!: string;
  readonly courseId!: string;
}
