import { Field, Float, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { CheckGroup, type Report } from '#libs/contracts/report';

registerEnumType(CheckGroup.enum, { name: 'CheckGroup', description: 'The four groups of checks.' });

@ObjectType('LessonPlace', { description: 'A part of a lesson, by its heading.' })
export class LessonPlaceModel {
  @Field(() => String, { description: 'The mechanism that it is a lesson about.' })
  readonly mechanism!: string;

  @Field(() => String)
  readonly en!: string;

  @Field(() => String)
  readonly zh!: string;
}

@ObjectType('CheckResult', { description: 'One row of a report.' })
export class CheckResultModel {
  @Field(() => String)
  readonly name!: string;

  @Field(() => CheckGroup.enum)
  readonly group!: CheckGroup;

  @Field(() => Float)
  readonly points!: number;

  @Field(() => Float)
  readonly maxPoints!: number;

  @Field(() => Boolean)
  readonly passed!: boolean;

  @Field(() => String, { description: 'What was seen and what was wanted; empty when the check passed.' })
  readonly says!: string;

  @Field(() => String, { description: 'The same in Chinese.' })
  readonly saysZh!: string;

  @Field(() => [String], { description: 'Ids of the runs that showed it.' })
  readonly runs!: readonly string[];

  @Field(() => String, { description: 'Repeats the random inputs and schedules of these runs.' })
  readonly seed!: string;

  @Field(() => LessonPlaceModel, { nullable: true, description: 'Where to read on when it failed.' })
  readonly lesson?: LessonPlaceModel | undefined;
}

@ObjectType('CompilerReport', { description: 'How the compiler or interpreter took the sources.' })
export class CompilerReportModel {
  @Field(() => Int)
  readonly exitCode!: number;

  @Field(() => String, { description: 'Warnings and errors.' })
  readonly says!: string;
}

@ObjectType('RunSummary', { description: 'One run in a sandbox.' })
export class RunSummaryModel {
  @Field(() => String)
  readonly id!: string;

  @Field(() => String)
  readonly case!: string;

  @Field(() => Boolean)
  readonly trace!: boolean;

  @Field(() => String, { nullable: true, description: 'The name of its picture, when it was traced.' })
  readonly picture?: string | undefined;

  @Field(() => Float, { nullable: true, description: 'The seed that decided who ran when, when one did.' })
  readonly schedule?: number | undefined;

  @Field(() => String, { nullable: true, description: 'What was made to go wrong in it, in English.' })
  readonly onPurpose?: string | undefined;

  @Field(() => String, { nullable: true, description: 'The same in Chinese.' })
  readonly onPurposeZh?: string | undefined;
}

@ObjectType('SandboxReport', {
  description: 'Where the runs happened, so that an old grade can be explained.',
})
export class SandboxReportModel {
  @Field(() => String)
  readonly engine!: string;

  @Field(() => String)
  readonly image!: string;

  @Field(() => String, {
    description: '"hard", or "soft" where the host bounds memory and cpu per process only.',
  })
  readonly limits!: string;
}

@ObjectType('Timing', { description: 'Milliseconds of wall time.' })
export class TimingModel {
  @Field(() => Float)
  readonly queueMs!: number;

  @Field(() => Float)
  readonly compileMs!: number;

  @Field(() => Float)
  readonly runMs!: number;

  @Field(() => Float)
  readonly totalMs!: number;
}

@ObjectType('Report', { description: 'What a grading says: the same as "ipclab grade --json" prints.' })
export class ReportModel implements Report {
  @Field(() => String)
  readonly exercise!: string;

  @Field(() => String)
  readonly exerciseHash!: string;

  @Field(() => String)
  readonly language!: string;

  @Field(() => String, { description: '"graded", "did-not-compile" or "not-graded".' })
  readonly outcome!: Report['outcome'];

  @Field(() => Boolean)
  readonly passed!: boolean;

  @Field(() => Float)
  readonly points!: number;

  @Field(() => Float)
  readonly maxPoints!: number;

  @Field(() => [CheckResultModel])
  readonly checks!: Report['checks'];

  @Field(() => CompilerReportModel)
  readonly compiler!: CompilerReportModel;

  @Field(() => [RunSummaryModel])
  readonly runs!: Report['runs'];

  @Field(() => SandboxReportModel)
  readonly sandbox!: Report['sandbox'];

  @Field(() => TimingModel)
  readonly timing!: TimingModel;

  @Field(() => String)
  readonly seed!: string;
}
