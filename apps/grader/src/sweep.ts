import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { ScoresStore } from '#libs/database/scores.store';
import type { GradeJob } from '#libs/queue/grade-job';
import type { GradeQueue } from '#libs/queue/open-queue';
import { configToken, queueToken } from './engine.js';
import type { GraderConfig } from './config.js';
import { graderLogger } from './logger.js';
import { Regrader } from './regrader.js';
import { SimilarityAnalyst } from './similarity.js';
import { Work } from './work.js';

/** An api that still scores anew by then is gone, or so slow that doing it twice does no harm. */
const rescoreAfterMs = 10_000;

/** Rows looked at in one sweep, of each kind, the longest forgotten first. */
const rowsPerSweep = 100;

/**
 * Finds rows that are neither ended nor known to the queue, and gives them a job: an api died between row and job, or the queue
 * lost what it had. Any number of graders may sweep at once, since a row has at most one job. It also finishes what an api began to score
 * anew and could not.
 */
@Injectable()
export class Sweep {
  #timer: NodeJS.Timeout | null = null;
  #under: Promise<void> = Promise.resolve();
  @Inject(ScoresStore) private readonly scores!: ScoresStore;
  @Inject(Regrader) private readonly regrader!: Regrader;
  @Inject(SimilarityAnalyst) private readonly analyst!: SimilarityAnalyst;

  constructor(
    @Inject(Work) private readonly work: Work,
    @Inject(queueToken) private readonly queue: GradeQueue,
    @Inject(configToken) private readonly config: GraderConfig,
    @Inject(graderLogger) private readonly logger: Logger,
  ) {}

  start(): void {
    const again = (): void => {
      this.#under = this.once(this.config.IPCLAB_GRADER_SWEEP_MS)
        .then((added) => {
          if (added > 0) this.logger.warn({ added }, 'rows without a job were given one');
        })
        .catch((error: unknown) => this.logger.error({ err: error }, 'the sweep failed'))
        .finally(() => {
          if (this.#timer !== null) this.#timer = setTimeout(again, this.config.IPCLAB_GRADER_SWEEP_MS);
        });
    };
    this.#timer = setTimeout(again, 0);
  }

  async stop(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    await this.#under;
  }

  /** Sweeps over rows untouched for `stillMs`, and says how many jobs it added. */
  async once(stillMs: number): Promise<number> {
    const forgotten = await this.scores.findRescoring(Math.max(stillMs, rescoreAfterMs));
    for (const assignmentId of forgotten) for await (const _ of this.scores.rescore(assignmentId));
    let added = 0;
    for (const kind of ['submission', 'run', 'regrading', 'similarity'] as const) {
      const rows = await this.work.statesOf(kind).findStill(stillMs, rowsPerSweep);
      for (const row of rows) if (await this.rescue({ kind, id: row.id }, row.priority)) added += 1;
    }
    await this.regrader.offerNext();
    await this.analyst.offerNext();
    await this.regrader.finishApplying();
    return added;
  }

  private async rescue(job: GradeJob, priority: number): Promise<boolean> {
    const standing = await this.queue.standing(job.id);
    if (standing === 'waiting' || standing === 'active') return false;
    if (standing === 'over') await this.queue.remove(job.id);
    await this.queue.add(job, priority);
    return true;
  }
}
