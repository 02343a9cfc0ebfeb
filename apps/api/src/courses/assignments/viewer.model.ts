import { Field, Float, Int, ObjectType } from '@nestjs/graphql';

@ObjectType('ViewerScore', { description: 'What counts of your attempts.' })
export class ViewerScoreModel {
  @Field(() => Float, {
    nullable: true,
    description:
      'Of full marks, 0 to 1, after what lateness costs or as it was adjusted; null while nothing counts.',
  })
  readonly counts!: number | null;

  @Field(() => Float, { nullable: true, description: 'The same before somebody adjusted it.' })
  readonly fraction!: number | null;

  @Field(() => Boolean, { description: 'An instructor set it by hand.' })
  readonly isAdjusted!: boolean;

  @Field(() => String, { nullable: true, description: 'Why it was adjusted.' })
  readonly adjustedReason!: string | null;

  @Field(() => Int, { description: 'Graded ones.' })
  readonly attempts!: number;

  @Field(() => Int)
  readonly lateAttempts!: number;

  @Field(() => Date, { nullable: true, description: 'When the first attempt that passed was handed in.' })
  readonly passedAt!: Date | null;
}

@ObjectType('AssignmentViewer', { description: 'Where you stand at an assignment.' })
export class AssignmentViewerModel {
  @Field(() => ViewerScoreModel, {
    nullable: true,
    description: 'Null while nothing was graded, and to students while checks are hidden.',
  })
  readonly score!: ViewerScoreModel | null;

  @Field(() => Date, { nullable: true, description: 'When the score is shown; null when it is now.' })
  readonly scoreShownAt!: Date | null;

  @Field(() => Int, { nullable: true, description: 'Null without a limit.' })
  readonly attemptsLeft!: number | null;

  @Field(() => Date, {
    nullable: true,
    description: 'The end of the pause after the last attempt, while it lasts.',
  })
  readonly nextAttemptAt!: Date | null;

  @Field(() => Date, { description: 'Your own due time, with an extension.' })
  readonly dueAt!: Date;

  @Field(() => Date, {
    nullable: true,
    description: 'The last instant at which you can hand in; null when it never closes.',
  })
  readonly closesAt!: Date | null;

  @Field(() => Boolean)
  readonly canSubmit!: boolean;

  @Field(() => String, { nullable: true, description: 'Why you cannot hand in now.' })
  readonly why!: string | null;
}
