import { Inject } from '@nestjs/common';
import { Args, ID, Mutation, Query, Resolver, Subscription } from '@nestjs/graphql';
import type { SubmissionProgress } from '#libs/contracts/progress';
import type { Person } from '#libs/database/people.store';
import { ProgressChannel } from '#libs/queue/progress-channel';
import { Viewer } from '../people/caller.js';
import { SubmissionProgressModel } from '../submissions/submission.model.js';
import { RunInput, RunModel } from './run.model.js';
import { RunsService } from './runs.service.js';

/** Running any programs in the hosted sandbox, with a picture. */
@Resolver(() => RunModel)
export class RunsResolver {
  constructor(
    @Inject(RunsService) private readonly runs: RunsService,
    @Inject(ProgressChannel) private readonly channel: ProgressChannel,
  ) {}

  @Query(() => RunModel)
  run(@Viewer() person: Person, @Args('id', { type: () => ID }) id: string): Promise<RunModel> {
    return this.runs.find(person, id);
  }

  @Mutation(() => RunModel, {
    name: 'run',
    description: 'Runs programs once, traced and ungraded; its result comes later.',
  })
  startRun(@Viewer() person: Person, @Args('input') input: RunInput): Promise<RunModel> {
    const programs = input.programs.map(({ name, args, stdin }) => ({
      name,
      args: args ?? [],
      stdin: stdin ?? '',
    }));
    const files = input.files.map(({ path, content }) => ({ path, content }));
    return this.runs.start(person, { language: input.language, files, programs });
  }

  @Mutation(() => RunModel, { description: 'Ends a run that is not done yet.' })
  cancelRun(@Viewer() person: Person, @Args('id', { type: () => ID }) id: string): Promise<RunModel> {
    return this.runs.cancel(person, id);
  }

  @Subscription(() => SubmissionProgressModel, {
    description: 'Where a run stands now, then every change; completes at an end state.',
    resolve: (progress: SubmissionProgress) => progress,
  })
  async runProgress(
    @Viewer() person: Person,
    @Args('id', { type: () => ID }) id: string,
  ): Promise<AsyncIterableIterator<SubmissionProgress>> {
    await this.runs.find(person, id);
    return this.channel.watch(id);
  }
}
