import { Inject, Injectable } from '@nestjs/common';
import type { SubmissionProgress } from '#libs/contracts/progress';
import type { Report } from '#libs/contracts/report';
import { hideChecks, hidePictures } from '#libs/courses/hide-checks';
import type { Person } from '#libs/database/people.store';
import { PicturesStore, type Picture } from '#libs/database/pictures.store';
import { ReportsStore } from '#libs/database/reports.store';
import { ProgressChannel } from '#libs/queue/progress-channel';
import { HiddenChecks } from '../courses/assignments/hidden-checks.service.js';

/** What of a submission is asked about. */
export interface SubmissionPlace {
  readonly id: string;
  readonly assignmentId: string | null;
}

/** What came of a submission, as somebody may see it. */
export interface ShownWork {
  readonly report: Report | null;
  readonly pictures: readonly Picture[];
}

/** Shows what came of one submission, without the checks that are hidden from whoever looks; who may look at all is decided before. */
@Injectable()
export class ShownWorkService {
  @Inject(HiddenChecks) private readonly hidden!: HiddenChecks;

  constructor(
    @Inject(ReportsStore) private readonly reports: ReportsStore,
    @Inject(PicturesStore) private readonly pictures: PicturesStore,
    @Inject(ProgressChannel) private readonly channel: ProgressChannel,
  ) {}

  async show(viewer: Person, submission: SubmissionPlace): Promise<ShownWork> {
    const [hidden, report, pictures] = await Promise.all([
      this.hidden.from(viewer, submission),
      this.reports.find(submission.id),
      this.pictures.list([submission.id]),
    ]);
    return {
      report: report && hideChecks(report, hidden),
      pictures: hidePictures(pictures, report, hidden),
    };
  }

  /** Its progress, live. The steps of a grading are called after its cases: where some are hidden, no step is named. */
  async watch(
    viewer: Person,
    submission: SubmissionPlace,
  ): Promise<AsyncIterableIterator<SubmissionProgress>> {
    const hidden = await this.hidden.from(viewer, submission);
    const progress = this.channel.watch(submission.id);
    return hidden.length === 0 ? progress : withoutStages(progress);
  }
}

/** Ends its source at once when it is ended itself, also while it waits for the next step. */
function withoutStages(
  progress: AsyncIterableIterator<SubmissionProgress>,
): AsyncIterableIterator<SubmissionProgress> {
  const nameless: AsyncIterableIterator<SubmissionProgress> = {
    next: async () => {
      const step = await progress.next();
      return step.done === true ? step : { done: false, value: { ...step.value, stage: '' } };
    },
    return: async () => (await progress.return?.()) ?? { done: true, value: undefined },
    [Symbol.asyncIterator]: () => nameless,
  };
  return nameless;
}
