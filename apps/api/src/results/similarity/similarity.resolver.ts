import { Inject } from '@nestjs/common';
import {
  Args,
  Context,
  ID,
  Mutation,
  Parent,
  Query,
  ResolveField,
  Resolver,
  Subscription,
} from '@nestjs/graphql';
import type { Person } from '#libs/database/people.store';
import { SimilarityFindingsStore } from '#libs/database/similarity-findings.store';
import { ProgressChannel } from '#libs/queue/progress-channel';
import type { OperationContext } from '../../graphql/graphql-options.js';
import { Viewer } from '../../people/caller.js';
import { PersonModel } from '../../people/person.model.js';
import { StartSimilarityInput } from './similarity.inputs.js';
import {
  SimilarityAnalysisModel,
  SimilarityCountsModel,
  SimilarityProgressModel,
} from './similarity.model.js';
import { showAnalysis, showProgress } from './similarity-progress.js';
import { SimilarityService } from './similarity.service.js';

/** Starting an analysis, and watching it. */
@Resolver(() => SimilarityAnalysisModel)
export class SimilarityResolver {
  constructor(
    @Inject(SimilarityService) private readonly service: SimilarityService,
    @Inject(SimilarityFindingsStore) private readonly findings: SimilarityFindingsStore,
    @Inject(ProgressChannel) private readonly channel: ProgressChannel,
  ) {}

  @Query(() => SimilarityAnalysisModel, { description: 'For instructors of its course.' })
  async similarityAnalysis(
    @Viewer() person: Person,
    @Args('id', { type: () => ID }) id: string,
  ): Promise<SimilarityAnalysisModel> {
    return showAnalysis(await this.service.find(person, id));
  }

  @Mutation(() => SimilarityAnalysisModel, {
    description: 'Compares the hand-ins of an assignment with each other, behind all live work.',
  })
  async startSimilarityAnalysis(
    @Viewer() person: Person,
    @Args('input') input: StartSimilarityInput,
  ): Promise<SimilarityAnalysisModel> {
    return showAnalysis(await this.service.start(person, input));
  }

  @Mutation(() => SimilarityAnalysisModel, { description: 'Ends an analysis that goes on or waits.' })
  async cancelSimilarityAnalysis(
    @Viewer() person: Person,
    @Args('id', { type: () => ID }) id: string,
  ): Promise<SimilarityAnalysisModel> {
    return showAnalysis(await this.service.cancel(person, id));
  }

  @Mutation(() => ID, { description: 'Takes an analysis away with all that it found; gives its id.' })
  async deleteSimilarityAnalysis(
    @Viewer() person: Person,
    @Args('id', { type: () => ID }) id: string,
  ): Promise<string> {
    await this.service.remove(person, id);
    return id;
  }

  @Subscription(() => SimilarityProgressModel, {
    description: 'Where it stands now, then every change; completes when it has ended.',
    resolve: (progress: SimilarityProgressModel) => progress,
  })
  async similarityProgress(
    @Viewer() person: Person,
    @Args('id', { type: () => ID }) id: string,
  ): Promise<AsyncIterableIterator<SimilarityProgressModel>> {
    const analysis = await this.service.find(person, id);
    return showProgress(this.channel.watch(analysis.id));
  }

  @ResolveField(() => PersonModel)
  createdBy(
    @Parent() { createdById }: SimilarityAnalysisModel,
    @Context() { loaders }: OperationContext,
  ): Promise<PersonModel> {
    return loaders.person.load(createdById);
  }

  @ResolveField(() => SimilarityCountsModel)
  async counts(@Parent() { id }: SimilarityAnalysisModel): Promise<SimilarityCountsModel> {
    const { outcomes, earlier } = await this.findings.counts(id);
    const { WAITING: waiting, COMPARED: compared, NOTHING_OWN: nothingOwn } = outcomes;
    const { TOO_LARGE: tooLarge, UNREADABLE: unreadable } = outcomes;
    const programs = waiting + compared + nothingOwn + tooLarge + unreadable;
    return { programs, earlier, waiting, compared, nothingOwn, tooLarge, unreadable };
  }
}
