import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { GradeQueue } from '#libs/queue/open-queue';
import { apiLogger } from '../logger.js';
import { gradeQueue } from '../queue/queue-token.js';

/** From a cached answer to one that somebody waits for. */
const buckets = [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Counts and measures of this process, in a registry of its own so that two apis in one process keep theirs apart. */
@Injectable()
export class Metrics {
  readonly registry = new Registry();
  readonly #requests: Histogram<'method' | 'route' | 'status'>;

  constructor(
    @Inject(gradeQueue) queue: GradeQueue,
    @Inject(apiLogger) private readonly logger: Logger,
  ) {
    const { registry } = this;
    collectDefaultMetrics({ register: registry });
    this.#requests = new Histogram({
      name: 'ipclab_http_request_seconds',
      help: 'How long requests took, by route and status.',
      labelNames: ['method', 'route', 'status'],
      buckets,
      registers: [registry],
    });
    const jobs: Gauge<'state'> = new Gauge({
      name: 'ipclab_queue_jobs',
      help: 'Jobs in the queue, by state.',
      labelNames: ['state'],
      registers: [registry],
      collect: () => this.#countJobs(queue, jobs),
    });
  }

  /** Takes down one answered request; `route` is the pattern, so that ids make no series of their own. */
  answered(request: { method: string; route: string; status: number; seconds: number }): void {
    const { method, route, status, seconds } = request;
    this.#requests.observe({ method, route, status: String(status) }, seconds);
  }

  /** A queue that does not answer leaves a gap in its series and not in all others. */
  async #countJobs(queue: GradeQueue, jobs: Gauge<'state'>): Promise<void> {
    jobs.reset();
    try {
      for (const [state, count] of Object.entries(await queue.counts())) jobs.set({ state }, count);
    } catch (error) {
      this.logger.warn({ err: error }, 'the queue could not be counted');
    }
  }
}
