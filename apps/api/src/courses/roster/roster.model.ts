import { Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';

export const RosterOutcomeEnum = { created: 'created', changed: 'changed', unchanged: 'unchanged' } as const;
registerEnumType(RosterOutcomeEnum, {
  name: 'RosterOutcome',
  description:
    'What becomes of a row: somebody comes into the course, is changed there, or stays as they are.',
});

@ObjectType('RosterLine', { description: 'What becomes of one row of a class list.' })
export class RosterLineModel {
  @Field(() => Int, { description: 'On which the row begins, from 1.' })
  readonly line!: number;

  @Field(() => String)
  readonly email!: string;

  @Field(() => RosterOutcomeEnum)
  readonly outcome!: keyof typeof RosterOutcomeEnum;

  @Field(() => [String], { description: 'A sentence for each thing that changes.' })
  readonly says!: readonly string[];
}

@ObjectType('RosterProblem', { description: 'Why a class list is not taken.' })
export class RosterProblemModel {
  @Field(() => Int)
  readonly line!: number;

  @Field(() => String, { nullable: true, description: 'Null where the whole line is at fault.' })
  readonly column!: string | null;

  @Field(() => String)
  readonly reason!: string;
}

@ObjectType('RosterImport', { description: 'What an import did or, tried dry, would do.' })
export class RosterImportModel {
  @Field(() => Boolean, {
    description: 'False after a dry run, and when there is a problem: then nothing is changed.',
  })
  readonly applied!: boolean;

  @Field(() => Int)
  readonly created!: number;

  @Field(() => Int)
  readonly changed!: number;

  @Field(() => Int)
  readonly unchanged!: number;

  @Field(() => [RosterLineModel], { description: 'In the order of the file; without those at fault.' })
  readonly lines!: readonly RosterLineModel[];

  @Field(() => [RosterProblemModel], { description: 'The first hundred, by line.' })
  readonly problems!: readonly RosterProblemModel[];

  @Field(() => Int)
  readonly problemCount!: number;
}

@InputType({
  description:
    'A class list as CSV with the columns name, email, role, section and group, of which email must be there.',
})
export class RosterInput {
  @Field(() => ID)
  readonly courseId!: string;

  @Field(() => String, {
    description:
      'At most 5000 rows and 1 MiB; commas, semicolons or tabs. An empty cell leaves things as they are.',
  })
  readonly csv!: string;

  @Field(() => Boolean, { defaultValue: false, description: 'Only tells what would be done.' })
  readonly dryRun!: boolean;
}
