import { ArgsType, Field, ID, InputType, Int, registerEnumType } from '@nestjs/graphql';
import { RejudgeChange } from './rejudge.model.js';

/** With which version of an exercise a set grades. */
export const RejudgeVersion = { pinned: 'pinned', offered: 'offered' } as const;
registerEnumType(RejudgeVersion, {
  name: 'RejudgeVersion',
  description:
    'pinned: the one that the assignment has now; offered: the one that the catalogue has now, whatever is pinned.',
});

/** What a grading said. */
export const RejudgeOutcome = {
  graded: 'graded',
  did_not_compile: 'did_not_compile',
  not_graded: 'not_graded',
} as const;
registerEnumType(RejudgeOutcome, { name: 'RejudgeOutcome', description: 'What a grading said.' });

@InputType({ description: 'Every part that is set narrows the choice.' })
export class RejudgeChoiceInput {
  @Field(() => [ID], { nullable: true })
  readonly assignmentIds?: readonly string[] | null;

  @Field(() => String, { nullable: true, description: 'Of the version that it was graded with.' })
  readonly exerciseHash?: string | null;

  @Field(() => [RejudgeOutcome], { nullable: true })
  readonly outcomes?: readonly (keyof typeof RejudgeOutcome)[] | null;

  @Field(() => Boolean, { nullable: true })
  readonly passed?: boolean | null;

  @Field(() => String, { nullable: true, description: 'The English name of a check that it failed.' })
  readonly failedCheck?: string | null;

  @Field(() => [ID], { nullable: true })
  readonly personIds?: readonly string[] | null;

  @Field(() => Date, { nullable: true, description: 'Handed in at this time or later.' })
  readonly from?: Date | null;

  @Field(() => Date, { nullable: true, description: 'Handed in at this time or earlier.' })
  readonly to?: Date | null;
}

@InputType({ description: 'What is to be graded again, with what, and why.' })
export class CreateRejudgeSetInput {
  @Field(() => ID)
  readonly courseId!: string;

  @Field(() => String, { description: 'For whoever reads the set later.' })
  readonly reason!: string;

  @Field(() => RejudgeChoiceInput)
  readonly choice!: RejudgeChoiceInput;

  @Field(() => RejudgeVersion, { defaultValue: RejudgeVersion.pinned })
  readonly version!: keyof typeof RejudgeVersion;

  @Field(() => Int, {
    defaultValue: 1,
    description: 'At most 5: submissions whose repeats differ are flagged as flaky.',
  })
  readonly repeats!: number;
}

@ArgsType()
export class RejudgePageArgs {
  @Field(() => Int, { defaultValue: 20, description: 'At most 100.' })
  readonly first!: number;

  @Field(() => String, { nullable: true, description: 'The cursor of the last one that is known.' })
  readonly after?: string | null;
}

@ArgsType()
export class RejudgeEntriesArgs extends RejudgePageArgs {
  @Field(() => RejudgeChange, { nullable: true })
  readonly change?: keyof typeof RejudgeChange | null;
}
