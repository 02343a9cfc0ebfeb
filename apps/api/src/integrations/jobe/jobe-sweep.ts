import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Logger } from 'pino';
import { JobeFilesStore } from '#libs/database/jobe-files.store';
import { JobeRunsStore } from '#libs/database/jobe-runs.store';
import { apiLogger } from '../../logger.js';

const everyMs = 600_000;

/** Runs are answered at once; they are kept for a day for whoever looks into a complaint. */
const runsMs = 86_400_000;

/** CodeRunner brings a file again when it is gone. */
const filesMs = 30 * 86_400_000;

/** Forgets runs that were answered and files that nobody names any more. */
@Injectable()
export class JobeSweep implements OnApplicationBootstrap, OnApplicationShutdown {
  #timer: NodeJS.Timeout | null = null;

  constructor(
    @Inject(JobeRunsStore) private readonly runs: JobeRunsStore,
    @Inject(JobeFilesStore) private readonly files: JobeFilesStore,
    @Inject(apiLogger) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.#timer = setInterval(() => {
      this.once(new Date()).catch((error: unknown) =>
        this.logger.error({ err: error }, 'old runs and files could not be forgotten'),
      );
    }, everyMs).unref();
  }

  onApplicationShutdown(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
  }

  /** How many runs and files it forgot. */
  async once(now: Date): Promise<{ readonly runs: number; readonly files: number }> {
    const before = (ms: number) => new Date(now.getTime() - ms);
    return {
      runs: await this.runs.removeEnded(before(runsMs)),
      files: await this.files.removeUnused(before(filesMs)),
    };
  }
}
