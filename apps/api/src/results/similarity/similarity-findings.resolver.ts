import { Inject } from '@nestjs/common';
import { Args, Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Refusal } from '#libs/contracts/refusal';
import { similarityLimits } from '#libs/contracts/similarity';
import {
  SimilarityFindingsStore,
  type PairPlace,
  type SimilarPair,
} from '#libs/database/similarity-findings.store';
import { clusters } from '#libs/similarity/clusters';
import { cursorsOf, pageInfoOf } from '../../graphql/connection.js';
import type { OperationContext } from '../../graphql/graphql-options.js';
import { idOrNull, pageSize } from '../arguments.js';
import { showSide } from './show-side.js';
import { ClustersArgs, PairsArgs, ProgramsArgs } from './similarity.inputs.js';
import { SimilarityAnalysisModel } from './similarity.model.js';
import {
  SimilarClusterConnectionModel,
  SimilarPairConnectionModel,
  SimilarProgramConnectionModel,
} from './similarity-connections.model.js';

const pairCursors = cursorsOf('similar-pair');
const clusterCursors = cursorsOf('similar-cluster');
const programCursors = cursorsOf('similar-program');

/** What an analysis found. */
@Resolver(() => SimilarityAnalysisModel)
export class SimilarityFindingsResolver {
  constructor(@Inject(SimilarityFindingsStore) private readonly findings: SimilarityFindingsStore) {}

  @ResolveField(() => SimilarPairConnectionModel, { description: 'The most alike first.' })
  async pairs(
    @Parent() { id }: SimilarityAnalysisModel,
    @Args() args: PairsArgs,
  ): Promise<SimilarPairConnectionModel> {
    const { order, least, isEarlier = null } = args;
    const filter = { analysisId: id, order, least, isEarlier, personId: idOrNull(args.personId) };
    const after = args.after ? readPlace(args.after) : null;
    const page = await this.findings.pairs(filter, { first: pageSize(args.first), after });
    const edges = page.items.map((node) => ({ cursor: writePlace(node, order), node }));
    const pageInfo = pageInfoOf(edges, { after: args.after ?? null, hasNext: page.hasNext });
    return { edges, pageInfo, totalCount: await this.findings.countPairs(filter) };
  }

  @ResolveField(() => SimilarClusterConnectionModel, { description: 'The largest first.' })
  async clusters(
    @Parent() { id }: SimilarityAnalysisModel,
    @Args() args: ClustersArgs,
  ): Promise<SimilarClusterConnectionModel> {
    const { leastSimilarity } = similarityLimits;
    if (!(args.threshold >= leastSimilarity && args.threshold <= 1))
      throw new Refusal(
        'BAD_INPUT',
        `A threshold is from ${leastSimilarity} to 1, and ${args.threshold} was asked for.`,
      );
    const first = pageSize(args.first);
    const found = clusters(await this.findings.links(id, args.threshold));
    const at = args.after ? Number(clusterCursors.read(args.after)) : 0;
    const edges = found.slice(at, at + first).map(({ links, memberIds, ...alike }, place) => ({
      cursor: clusterCursors.write(String(at + place + 1)),
      node: { ...alike, memberIds, size: memberIds.length, pairs: links },
    }));
    const pageInfo = pageInfoOf(edges, { after: args.after ?? null, hasNext: found.length > at + first });
    return { edges, pageInfo, totalCount: found.length };
  }

  @ResolveField(() => SimilarProgramConnectionModel, { description: 'Every hand-in, and what became of it.' })
  async programs(
    @Parent() { id }: SimilarityAnalysisModel,
    @Args() args: ProgramsArgs,
    @Context() context: OperationContext,
  ): Promise<SimilarProgramConnectionModel> {
    const after = args.after ? programCursors.read(args.after) : null;
    const page = await this.findings.programs(id, args.outcomes ?? null, {
      first: pageSize(args.first),
      after,
    });
    const nodes = await Promise.all(page.items.map((program) => showSide(context, program.id)));
    const edges = nodes.flatMap((node) =>
      node === null ? [] : [{ cursor: programCursors.write(node.id), node }],
    );
    return { edges, pageInfo: pageInfoOf(edges, { after, hasNext: page.hasNext }) };
  }
}

function writePlace(pair: SimilarPair, order: PairsArgs['order']): string {
  return pairCursors.write(`${pair[order]} ${pair.id}`);
}

function readPlace(cursor: string): PairPlace {
  const [value = '', id = ''] = pairCursors.read(cursor).split(' ');
  return { value: Number(value), id };
}
