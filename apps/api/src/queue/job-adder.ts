import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import type { GradeJob } from '#libs/queue/grade-job';
import type { GradeQueue } from '#libs/queue/open-queue';
import { apiLogger } from '../logger.js';
import { gradeQueue } from './queue-token.js';

/** Hands rows to the graders. A queue that does not answer is no reason to refuse anybody: the row is what counts. */
@Injectable()
export class JobAdder {
  constructor(
    @Inject(gradeQueue) private readonly queue: GradeQueue,
    @Inject(apiLogger) private readonly logger: Logger,
  ) {}

  /** Adds the job of a committed row, or leaves that to the sweep of a grader. */
  async add(job: GradeJob, priority: number): Promise<void> {
    try {
      await this.queue.add(job, priority);
    } catch (error) {
      this.logger.warn({ err: error, job }, 'the queue did not take a job; a grader will find its row');
    }
  }

  /** Takes a job back that nobody has begun; one under way sees by its row that it should stop. */
  async remove(id: string): Promise<void> {
    try {
      await this.queue.remove(id);
    } catch (error) {
      this.logger.warn(
        { err: error, id },
        'the queue did not give a job back; its row says that it was cancelled',
      );
    }
  }
}
