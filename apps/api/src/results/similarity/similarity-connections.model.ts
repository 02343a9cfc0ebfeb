import { Field, Int, ObjectType } from '@nestjs/graphql';
import { PageInfoModel } from '../../graphql/connection.js';
import { SimilarClusterModel, SimilarPairModel, SimilarProgramModel } from './similar-pair.model.js';
import { SimilarityAnalysisModel } from './similarity.model.js';

@ObjectType('SimilarPairEdge', { description: 'A pair and its place in the list.' })
export class SimilarPairEdgeModel {
  @Field(() => String)
  readonly cursor!: string;

  @Field(() => SimilarPairModel)
  readonly node!: SimilarPairModel;
}

@ObjectType('SimilarPairConnection', { description: 'A part of the pairs of an analysis.' })
export class SimilarPairConnectionModel {
  @Field(() => [SimilarPairEdgeModel])
  readonly edges!: readonly SimilarPairEdgeModel[];

  @Field(() => PageInfoModel)
  readonly pageInfo!: PageInfoModel;

  @Field(() => Int)
  readonly totalCount!: number;
}

@ObjectType('SimilarClusterEdge', { description: 'A cluster and its place in the list.' })
export class SimilarClusterEdgeModel {
  @Field(() => String)
  readonly cursor!: string;

  @Field(() => SimilarClusterModel)
  readonly node!: SimilarClusterModel;
}

@ObjectType('SimilarClusterConnection', {
  description: 'A part of the clusters of an analysis, the largest first.',
})
export class SimilarClusterConnectionModel {
  @Field(() => [SimilarClusterEdgeModel])
  readonly edges!: readonly SimilarClusterEdgeModel[];

  @Field(() => PageInfoModel)
  readonly pageInfo!: PageInfoModel;

  @Field(() => Int)
  readonly totalCount!: number;
}

@ObjectType('SimilarProgramEdge', { description: 'A compared hand-in and its place in the list.' })
export class SimilarProgramEdgeModel {
  @Field(() => String)
  readonly cursor!: string;

  @Field(() => SimilarProgramModel)
  readonly node!: SimilarProgramModel;
}

@ObjectType('SimilarProgramConnection', { description: 'A part of the hand-ins of an analysis.' })
export class SimilarProgramConnectionModel {
  @Field(() => [SimilarProgramEdgeModel])
  readonly edges!: readonly SimilarProgramEdgeModel[];

  @Field(() => PageInfoModel)
  readonly pageInfo!: PageInfoModel;
}

@ObjectType('SimilarityAnalysisEdge', { description: 'An analysis and its place in the list.' })
export class SimilarityAnalysisEdgeModel {
  @Field(() => String)
  readonly cursor!: string;

  @Field(() => SimilarityAnalysisModel)
  readonly node!: SimilarityAnalysisModel;
}

@ObjectType('SimilarityAnalysisConnection', {
  description: 'A part of the analyses of a course, newest first.',
})
export class SimilarityAnalysisConnectionModel {
  @Field(() => [SimilarityAnalysisEdgeModel])
  readonly edges!: readonly SimilarityAnalysisEdgeModel[];

  @Field(() => PageInfoModel)
  readonly pageInfo!: PageInfoModel;
}
