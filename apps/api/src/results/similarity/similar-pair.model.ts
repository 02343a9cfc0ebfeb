import { Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import { SubmissionModel } from '../../submissions/submission.model.js';
import { ProgramOutcome } from './similarity.model.js';

@ObjectType('SimilarProgram', { description: 'A hand-in that was compared.' })
export class SimilarProgramModel {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => Boolean, { description: 'It is of an earlier assignment.' })
  readonly isEarlier!: boolean;

  @Field(() => ProgramOutcome)
  readonly outcome!: keyof typeof ProgramOutcome;

  @Field(() => Boolean, {
    description: 'The parser did not understand all of it, so less of it was compared.',
  })
  readonly isPartlyRead!: boolean;

  @Field(() => SubmissionModel, {
    nullable: true,
    description: 'Null where it is of a course that you do not teach.',
  })
  readonly submission!: SubmissionModel | null;

  readonly personIds!: readonly string[];
}

@ObjectType('SourceLines', { description: 'Lines of a file, counted from 1, both ends within.' })
export class SourceLinesModel {
  @Field(() => String)
  readonly path!: string;

  @Field(() => Int)
  readonly fromLine!: number;

  @Field(() => Int)
  readonly toLine!: number;
}

@ObjectType('SimilarFragment', { description: 'Lines that two programs have in common.' })
export class SimilarFragmentModel {
  @Field(() => SourceLinesModel)
  readonly left!: SourceLinesModel;

  @Field(() => SourceLinesModel)
  readonly right!: SourceLinesModel;

  @Field(() => Int, { description: 'How much is in it.' })
  readonly fingerprints!: number;
}

@ObjectType('SimilarPair', { description: 'Two hand-ins that are alike.' })
export class SimilarPairModel {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => Float, {
    description:
      'From 0 to 1: the part of the fingerprints of both, without those of the starter code, that is shared.',
  })
  readonly similarity!: number;

  @Field(() => Int, { description: 'Fingerprints of the longest fragment.' })
  readonly longest!: number;

  @Field(() => Int, { description: 'Shared fingerprints of both together.' })
  readonly overlap!: number;

  readonly leftId!: string;
  readonly rightId!: string;
}

@ObjectType('SimilarCluster', {
  description: 'Hand-ins that are connected by pairs, directly or through others.',
})
export class SimilarClusterModel {
  @Field(() => Int, { description: 'How many hand-ins.' })
  readonly size!: number;

  @Field(() => Int, { description: 'How many pairs connect them.' })
  readonly pairs!: number;

  @Field(() => Float, { description: 'Of the pairs that connect them.' })
  readonly leastSimilarity!: number;

  @Field(() => Float)
  readonly mostSimilarity!: number;

  readonly memberIds!: readonly string[];
}
