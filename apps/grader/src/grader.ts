import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import type { Logger } from 'pino';
import { openWorker, type GradeWorker } from '#libs/queue/open-worker';
import { Attempts } from './attempts.js';
import type { GraderConfig } from './config.js';
import { configToken } from './engine.js';
import { GradeProcessor } from './grade.processor.js';
import { Heartbeat } from './heartbeat.js';
import { graderLogger } from './logger.js';
import { Sweep } from './sweep.js';

/** What runs beside the taking of jobs. */
@Injectable()
export class Companions {
  constructor(
    @Inject(Heartbeat) readonly heartbeat: Heartbeat,
    @Inject(Sweep) readonly sweep: Sweep,
    @Inject(Attempts) readonly attempts: Attempts,
  ) {}
}

/** The life of a grader: proves its sandbox, takes jobs, and at the end finishes or gives back what it has. */
@Injectable()
export class Grader implements OnApplicationBootstrap, BeforeApplicationShutdown {
  #worker: GradeWorker | null = null;

  constructor(
    @Inject(configToken) private readonly config: GraderConfig,
    @Inject(GradeProcessor) private readonly processor: GradeProcessor,
    @Inject(Companions) private readonly companions: Companions,
    @Inject(graderLogger) private readonly logger: Logger,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const { config, logger } = this;
    await this.companions.heartbeat.start();
    this.#worker = await openWorker({
      address: { databaseUrl: config.DATABASE_URL, queueUrl: config.QUEUE_URL ?? null },
      concurrency: config.IPCLAB_GRADER_CONCURRENCY,
      lockMs: config.IPCLAB_GRADER_LOCK_MS,
      work: (delivery) => this.processor.process(delivery),
      onError: (error) => logger.warn({ err: error }, 'trouble with the queue'),
    });
    this.companions.sweep.start();
    logger.info({ concurrency: config.IPCLAB_GRADER_CONCURRENCY }, 'taking jobs');
  }

  async beforeApplicationShutdown(): Promise<void> {
    const { heartbeat, sweep, attempts } = this.companions;
    const patience = setTimeout(() => attempts.stopAll(), this.config.IPCLAB_GRADER_GRACE_MS);
    await sweep.stop();
    await this.#worker?.close();
    clearTimeout(patience);
    await heartbeat.stop();
    this.logger.info('stopped');
  }
}
