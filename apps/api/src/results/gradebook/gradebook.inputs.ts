import { ArgsType, Field, ID, InputType, Int, registerEnumType } from '@nestjs/graphql';

/** What a gradebook can be sorted by. */
export const GradebookSortKey = { NAME: 'NAME', TOTAL: 'TOTAL', ASSIGNMENT: 'ASSIGNMENT' } as const;
registerEnumType(GradebookSortKey, {
  name: 'GradebookSortKey',
  description: 'What a gradebook can be sorted by.',
});

/** How somebody may stand. */
export const StandingEnum = {
  PASSED: 'PASSED',
  NOT_PASSED: 'NOT_PASSED',
  STUCK: 'STUCK',
  NOT_TRIED: 'NOT_TRIED',
} as const;
registerEnumType(StandingEnum, {
  name: 'Standing',
  description: 'STUCK is who has not passed, and has made attempt after attempt without getting further.',
});

@InputType()
export class GradebookSortInput {
  @Field(() => GradebookSortKey)
  readonly by!: keyof typeof GradebookSortKey;

  @Field(() => ID, { nullable: true, description: 'With ASSIGNMENT: which.' })
  readonly assignmentId?: string | null;

  @Field(() => Boolean, { defaultValue: false })
  readonly descending!: boolean;
}

@InputType()
export class StandingInput {
  @Field(() => StandingEnum)
  readonly is!: keyof typeof StandingEnum;

  @Field(() => ID, {
    nullable: true,
    description: 'In this assignment; else in the course, where PASSED is all assignments and STUCK is any.',
  })
  readonly assignmentId?: string | null;

  @Field(() => Int, { defaultValue: 3, description: 'So many attempts without progress are stuck.' })
  readonly stuckFrom!: number;
}

@InputType({ description: 'Every part that is set narrows the list.' })
export class GradebookFilterInput {
  @Field(() => ID, { nullable: true })
  readonly sectionId?: string | null;

  @Field(() => ID, { nullable: true })
  readonly groupId?: string | null;

  @Field(() => String, { nullable: true, description: 'A part of the name or of the email address.' })
  readonly text?: string | null;

  @Field(() => StandingInput, { nullable: true })
  readonly standing?: StandingInput | null;
}

@ArgsType()
export class GradebookArgs {
  @Field(() => Int, { defaultValue: 50, description: 'At most 100.' })
  readonly first!: number;

  @Field(() => String, { nullable: true, description: 'The cursor of the last one that is known.' })
  readonly after?: string | null;

  @Field(() => GradebookSortInput, { nullable: true, description: 'By name when it is not given.' })
  readonly sort?: GradebookSortInput | null;

  @Field(() => GradebookFilterInput, { nullable: true })
  readonly filter?: GradebookFilterInput | null;

  @Field(() => [ID], { nullable: true, description: 'The columns; all when it is not given.' })
  readonly assignmentIds?: readonly string[] | null;
}
