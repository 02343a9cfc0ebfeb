import { Field, Float, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { PageInfoModel } from '../../graphql/connection.js';
import { ReportModel } from '../../submissions/report.model.js';
import { SubmissionModel } from '../../submissions/submission.model.js';

/** How far a set is. */
export const RejudgeState = {
  OPEN: 'OPEN',
  APPLYING: 'APPLYING',
  APPLIED: 'APPLIED',
  CANCELLED: 'CANCELLED',
} as const;
registerEnumType(RejudgeState, {
  name: 'RejudgeState',
  description:
    'OPEN: regradings go on, or wait to be applied or cancelled. APPLYING: reports are being replaced.',
});

/** What a set changes for a student. */
export const RejudgeChange = {
  WAITING: 'WAITING',
  GAINS: 'GAINS',
  LOSES: 'LOSES',
  SAME: 'SAME',
  NOT_GRADED: 'NOT_GRADED',
} as const;
registerEnumType(RejudgeChange, {
  name: 'RejudgeChange',
  description: 'NOT_GRADED: it could not be graded again, and the old report stays.',
});

@ObjectType('RejudgeCounts', { description: 'How many submissions of a set are in each case.' })
export class RejudgeCountsModel {
  @Field(() => Int)
  readonly waiting!: number;

  @Field(() => Int)
  readonly gains!: number;

  @Field(() => Int)
  readonly loses!: number;

  @Field(() => Int)
  readonly same!: number;

  @Field(() => Int)
  readonly notGraded!: number;

  @Field(() => Int, { description: 'Repeats of the same seed said different things.' })
  readonly flaky!: number;

  @Field(() => Int)
  readonly applied!: number;
}

@ObjectType('RejudgeCheck', { description: 'For how many submissions a check changed.' })
export class RejudgeCheckModel {
  @Field(() => String)
  readonly name!: string;

  @Field(() => Int, { description: 'It failed before and passes now.' })
  readonly gained!: number;

  @Field(() => Int, { description: 'It passed before and fails now.' })
  readonly lost!: number;
}

@ObjectType('RejudgeSet', { description: 'Submissions that are graded again, and what that changes.' })
export class RejudgeSetModel {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly reason!: string;

  @Field(() => RejudgeState)
  readonly state!: keyof typeof RejudgeState;

  @Field(() => Int)
  readonly repeats!: number;

  @Field(() => Int, { description: 'Chosen, but in another open set already.' })
  readonly skipped!: number;

  @Field(() => Date)
  readonly createdAt!: Date;

  @Field(() => Date, { nullable: true, description: 'When it was applied or cancelled.' })
  readonly endedAt!: Date | null;

  @Field(() => Int, { description: 'Name it when you apply or cancel.' })
  readonly revision!: number;

  readonly createdById!: string;
}

@ObjectType('RejudgeProgress', { description: 'Regradings that have ended, and all.' })
export class RejudgeProgressModel {
  @Field(() => Int)
  readonly done!: number;

  @Field(() => Int)
  readonly total!: number;
}

@ObjectType('RejudgeEntry', { description: 'What a set changes for one submission.' })
export class RejudgeEntryModel {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => RejudgeChange)
  readonly change!: keyof typeof RejudgeChange;

  @Field(() => Boolean)
  readonly flaky!: boolean;

  @Field(() => Float, { nullable: true, description: 'Null where there was no report.' })
  readonly beforePoints!: number | null;

  @Field(() => Boolean, { nullable: true })
  readonly beforePassed!: boolean | null;

  @Field(() => Float, { nullable: true })
  readonly afterPoints!: number | null;

  @Field(() => Boolean, { nullable: true })
  readonly afterPassed!: boolean | null;

  @Field(() => Float, { nullable: true })
  readonly maxPoints!: number | null;

  @Field(() => [String], { description: 'Checks that failed before and pass now.' })
  readonly gainedChecks!: readonly string[];

  @Field(() => [String], { description: 'Checks that passed before and fail now.' })
  readonly lostChecks!: readonly string[];

  @Field(() => Date, { nullable: true })
  readonly appliedAt!: Date | null;

  @Field(() => SubmissionModel)
  readonly submission!: SubmissionModel;
}

@ObjectType('PastReport', { description: 'What a grading said before the submission was graded again.' })
export class PastReportModel {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => ID, { description: 'The set of regradings that replaced it.' })
  readonly setId!: string;

  @Field(() => Date)
  readonly replacedAt!: Date;

  @Field(() => ReportModel)
  readonly report!: ReportModel;
}

@ObjectType('RejudgeEntryEdge', { description: 'An entry and its place in the list.' })
export class RejudgeEntryEdgeModel {
  @Field(() => String)
  readonly cursor!: string;

  @Field(() => RejudgeEntryModel)
  readonly node!: RejudgeEntryModel;
}

@ObjectType('RejudgeEntryConnection', { description: 'A part of the entries of a set.' })
export class RejudgeEntryConnectionModel {
  @Field(() => [RejudgeEntryEdgeModel])
  readonly edges!: readonly RejudgeEntryEdgeModel[];

  @Field(() => PageInfoModel)
  readonly pageInfo!: PageInfoModel;
}

@ObjectType('RejudgeSetEdge', { description: 'A set and its place in the list.' })
export class RejudgeSetEdgeModel {
  @Field(() => String)
  readonly cursor!: string;

  @Field(() => RejudgeSetModel)
  readonly node!: RejudgeSetModel;
}

@ObjectType('RejudgeSetConnection', { description: 'A part of the sets of a course, newest first.' })
export class RejudgeSetConnectionModel {
  @Field(() => [RejudgeSetEdgeModel])
  readonly edges!: readonly RejudgeSetEdgeModel[];

  @Field(() => PageInfoModel)
  readonly pageInfo!: PageInfoModel;
}
