import { ArgsType, Field, Float, ID, InputType, Int, registerEnumType } from '@nestjs/graphql';
import { ComparedHandIn, ProgramOutcome } from './similarity.model.js';

/** What pairs are sorted by. */
export const PairOrder = { SIMILARITY: 'similarity', LONGEST: 'longest', OVERLAP: 'overlap' } as const;
registerEnumType(PairOrder, { name: 'SimilarPairOrder', description: 'The most of it comes first.' });

@InputType({ description: 'What is compared: one hand-in of each student or group.' })
export class StartSimilarityInput {
  @Field(() => ID)
  readonly assignmentId!: string;

  @Field(() => ComparedHandIn, { defaultValue: ComparedHandIn.counted })
  readonly compared!: keyof typeof ComparedHandIn;

  @Field(() => [ID], {
    defaultValue: [],
    description:
      'Assignments of the same exercise, of this course or others where you are an instructor; at most 20. Their hand-ins are compared with those of this assignment, not with each other.',
  })
  readonly earlierAssignmentIds!: readonly string[];
}

@ArgsType()
export class SimilarityPageArgs {
  @Field(() => Int, { defaultValue: 20, description: 'At most 100.' })
  readonly first!: number;

  @Field(() => String, { nullable: true, description: 'The cursor of the last one that is known.' })
  readonly after?: string | null;
}

@ArgsType()
export class AnalysesArgs extends SimilarityPageArgs {
  @Field(() => ID, { nullable: true, description: 'Of this assignment only.' })
  readonly assignmentId?: string | null;
}

@ArgsType()
export class ProgramsArgs extends SimilarityPageArgs {
  @Field(() => [ProgramOutcome], { nullable: true, description: 'Of these outcomes only.' })
  readonly outcomes?: readonly (keyof typeof ProgramOutcome)[] | null;
}

@ArgsType()
export class ClustersArgs extends SimilarityPageArgs {
  @Field(() => Float, {
    defaultValue: 0.7,
    description: 'Two belong together from this similarity on; at least 0.1.',
  })
  readonly threshold!: number;
}

@ArgsType()
export class PairsArgs extends SimilarityPageArgs {
  @Field(() => PairOrder, { defaultValue: PairOrder.SIMILARITY })
  readonly order!: (typeof PairOrder)[keyof typeof PairOrder];

  @Field(() => Float, { defaultValue: 0, description: 'Only pairs that are at least as similar.' })
  readonly least!: number;

  @Field(() => ID, {
    nullable: true,
    description: 'Only pairs with a hand-in of this person for the assignment itself.',
  })
  readonly personId?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'true: only pairs with an earlier assignment; false: only pairs within this one.',
  })
  readonly isEarlier?: boolean | null;
}
