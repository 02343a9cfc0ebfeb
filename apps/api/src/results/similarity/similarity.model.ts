import { Field, Float, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';

/** How far an analysis is. */
export const SimilarityState = {
  QUEUED: 'QUEUED',
  RUNNING: 'RUNNING',
  DONE: 'DONE',
  FAILED: 'FAILED',
  CANCELLED: 'CANCELLED',
} as const;
registerEnumType(SimilarityState, {
  name: 'SimilarityState',
  description: 'DONE, FAILED (our failure) and CANCELLED are its ends.',
});

/** Which hand-in of each person or group is compared. */
export const ComparedHandIn = { counted: 'counted', last: 'last' } as const;
registerEnumType(ComparedHandIn, {
  name: 'ComparedHandIn',
  description: 'counted: the one that counts for the score; last: the last one, graded or not.',
});

/** What became of a hand-in in an analysis. */
export const ProgramOutcome = {
  WAITING: 'WAITING',
  COMPARED: 'COMPARED',
  NOTHING_OWN: 'NOTHING_OWN',
  TOO_LARGE: 'TOO_LARGE',
  UNREADABLE: 'UNREADABLE',
} as const;
registerEnumType(ProgramOutcome, {
  name: 'SimilarProgramOutcome',
  description:
    'NOTHING_OWN: beyond the starter code there is too little to compare. TOO_LARGE: more than 256 KiB of source. UNREADABLE: no file in its language, or none that could be parsed.',
});

@ObjectType('SimilarityProgress', { description: 'How far an analysis is.' })
export class SimilarityProgressModel {
  @Field(() => ID)
  readonly analysisId!: string;

  @Field(() => SimilarityState)
  readonly state!: keyof typeof SimilarityState;

  @Field(() => String, { description: '"reading" or "comparing"; empty before and after.' })
  readonly stage!: string;

  @Field(() => Int, { description: 'Programs that are behind it in this stage.' })
  readonly done!: number;

  @Field(() => Int)
  readonly total!: number;
}

@ObjectType('SimilarityCounts', { description: 'How many hand-ins of an analysis are in each case.' })
export class SimilarityCountsModel {
  @Field(() => Int, { description: 'All hand-ins.' })
  readonly programs!: number;

  @Field(() => Int, { description: 'Of earlier assignments.' })
  readonly earlier!: number;

  @Field(() => Int)
  readonly waiting!: number;

  @Field(() => Int)
  readonly compared!: number;

  @Field(() => Int)
  readonly nothingOwn!: number;

  @Field(() => Int)
  readonly tooLarge!: number;

  @Field(() => Int)
  readonly unreadable!: number;
}

@ObjectType('SimilarityAnalysis', {
  description: 'Which programs of an assignment are alike. Alike is not copied: see the guide.',
})
export class SimilarityAnalysisModel {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => ID)
  readonly assignmentId!: string;

  @Field(() => ComparedHandIn)
  readonly compared!: keyof typeof ComparedHandIn;

  @Field(() => [ID], { description: 'Whose hand-ins were compared with those of this assignment.' })
  readonly earlierAssignmentIds!: readonly string[];

  @Field(() => SimilarityState)
  readonly state!: keyof typeof SimilarityState;

  @Field(() => SimilarityProgressModel)
  readonly progress!: SimilarityProgressModel;

  @Field(() => String, { nullable: true, description: 'Why it failed, or was tried again.' })
  readonly failure!: string | null;

  @Field(() => Date)
  readonly createdAt!: Date;

  @Field(() => Date, { nullable: true })
  readonly endedAt!: Date | null;

  @Field(() => Int, {
    description: 'Pairs that were alike too and are not kept: the 5,000 most similar are.',
  })
  readonly pairsLeftOut!: number;

  @Field(() => Float, { nullable: true, description: 'No pair that is not kept is more similar than this.' })
  readonly leftOutBelow!: number | null;

  readonly createdById!: string;
}
