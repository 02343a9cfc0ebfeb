import { Inject } from '@nestjs/common';
import { Args, ID, Resolver, Subscription } from '@nestjs/graphql';
import type { SubmissionProgress } from '#libs/contracts/progress';
import type { Person } from '#libs/database/people.store';
import { Viewer } from '../people/caller.js';
import { ShownWorkService } from './shown-work.service.js';
import { SubmissionProgressModel } from './submission.model.js';
import { SubmissionsService } from './submissions.service.js';

/** Watching a submission live. */
@Resolver()
export class ProgressResolver {
  constructor(
    @Inject(SubmissionsService) private readonly submissions: SubmissionsService,
    @Inject(ShownWorkService) private readonly work: ShownWorkService,
  ) {}

  /** The channel listens before it reads the row: a watcher who comes late gets the present state at once, and nothing is lost. */
  @Subscription(() => SubmissionProgressModel, {
    description: 'Where it stands now, then every change; completes at an end state.',
    resolve: (progress: SubmissionProgress) => progress,
  })
  async submissionProgress(
    @Viewer() person: Person,
    @Args('id', { type: () => ID }) id: string,
  ): Promise<AsyncIterableIterator<SubmissionProgress>> {
    return this.work.watch(person, await this.submissions.find(person, id));
  }
}
