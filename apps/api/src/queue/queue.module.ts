import { Global, Inject, Module, type BeforeApplicationShutdown } from '@nestjs/common';
import type { Logger } from 'pino';
import { ProgressStore } from '#libs/database/progress.store';
import { openQueue, type GradeQueue } from '#libs/queue/open-queue';
import { ProgressChannel } from '#libs/queue/progress-channel';
import { apiConfig, type ApiConfig } from '../config.js';
import { apiLogger } from '../logger.js';
import { JobAdder } from './job-adder.js';
import { gradeQueue } from './queue-token.js';

const queue = {
  provide: gradeQueue,
  inject: [apiConfig, apiLogger],
  useFactory: (config: ApiConfig, logger: Logger) =>
    openQueue({
      address: { databaseUrl: config.DATABASE_URL, queueUrl: config.QUEUE_URL ?? null },
      onError: (error) => logger.warn({ err: error }, 'trouble with the queue'),
    }),
};

const channel = {
  provide: ProgressChannel,
  inject: [apiConfig, apiLogger, ProgressStore],
  useFactory: (config: ApiConfig, logger: Logger, progress: ProgressStore) =>
    ProgressChannel.open({
      databaseUrl: config.DATABASE_URL,
      progress,
      onError: (error) => logger.warn({ err: error }, 'trouble with hearing of progress'),
    }),
};

/** The way to the graders, and back from them. */
@Global()
@Module({ providers: [queue, channel, JobAdder], exports: [gradeQueue, ProgressChannel, JobAdder] })
export class QueueModule implements BeforeApplicationShutdown {
  constructor(
    @Inject(gradeQueue) private readonly jobs: GradeQueue,
    @Inject(ProgressChannel) private readonly progress: ProgressChannel,
  ) {}

  /** Ends every watcher first, so that open streams do not keep the server from closing. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.progress.close();
    await this.jobs.close();
  }
}
