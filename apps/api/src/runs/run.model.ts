import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { SubmissionState } from '#libs/contracts/progress';
import { LanguageEnum } from '../exercises/exercise.model.js';
import { CompilerReportModel } from '../submissions/report.model.js';
import { FileInput } from '../submissions/submission.inputs.js';

@InputType({ description: 'One program of a run, built from the source of its name.' })
export class RunProgramInput {
  @Field(() => String)
  readonly name!: string;

  @Field(() => [String], { nullable: true, description: 'At most 32.' })
  readonly args?: readonly string[] | null;

  @Field(() => String, {
    nullable: true,
    description: 'All of its standard input, at most 65,536 characters.',
  })
  readonly stdin?: string | null;
}

@InputType({ description: 'Programs to run side by side once, traced and ungraded.' })
export class RunInput {
  @Field(() => LanguageEnum)
  readonly language!: keyof typeof LanguageEnum;

  @Field(() => [FileInput])
  readonly files!: readonly FileInput[];

  @Field(() => [RunProgramInput], { description: 'At most 8.' })
  readonly programs!: readonly RunProgramInput[];
}

@ObjectType('RunProgram', { description: 'What one program of a run did.' })
export class RunProgramModel {
  @Field(() => String)
  readonly name!: string;

  @Field(() => Int, { nullable: true, description: 'Null when it did not exit by itself.' })
  readonly exitCode!: number | null;

  @Field(() => Int, { nullable: true, description: 'The signal that killed it.' })
  readonly signal!: number | null;

  @Field(() => String)
  readonly stdout!: string;

  @Field(() => String)
  readonly stderr!: string;
}

@ObjectType('RunPicture', { description: 'What the programs did, as the kernel saw it.' })
export class RunPictureModel {
  @Field(() => String, {
    description: 'Show it as an image and not as part of a page: it carries what a program printed.',
  })
  readonly svg!: string;

  @Field(() => String, { description: 'The same in words, a line an event.' })
  readonly text!: string;
}

@ObjectType('RunResult', { description: 'What a run did.' })
export class RunResultModel {
  @Field(() => CompilerReportModel)
  readonly compiler!: CompilerReportModel;

  @Field(() => String, { description: 'Why it was over, such as "programs-ended" or "wall-time".' })
  readonly ended!: string;

  @Field(() => [RunProgramModel])
  readonly programs!: readonly RunProgramModel[];

  @Field(() => RunPictureModel, { nullable: true, description: 'Null when it did not compile.' })
  readonly picture!: RunPictureModel | null;
}

@ObjectType('Run', { description: 'An ungraded run in the hosted sandbox.' })
export class RunModel {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => SubmissionState.enum, { description: 'GRADED means that it is done.' })
  readonly state!: SubmissionState;

  @Field(() => Date)
  readonly submittedAt!: Date;

  @Field(() => RunResultModel, { nullable: true })
  readonly result!: RunResultModel | null;
}
