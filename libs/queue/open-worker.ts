import { createPostgresBackend, withBackend, Worker } from 'bullmq';
import type { Job } from 'bullmq';
import { attempts, GradeJob, queueName } from './grade-job.js';
import { postgresConnection, prepareQueue } from './queue-address.js';
import type { QueueAddress } from './queue-address.js';

/** A job as it reaches a grader; `lastTry` means that a failure now is final. */
export interface Delivery {
  readonly job: GradeJob;
  readonly lastTry: boolean;
}

export interface WorkerOptions {
  readonly address: QueueAddress;
  /** Jobs under way at once. */
  readonly concurrency: number;
  /** A grader that was silent for so long is taken for dead and its jobs are given to others. At least 1000. */
  readonly lockMs: number;
  /** Does the job; a rejection has it tried again after a wait. */
  readonly work: (delivery: Delivery) => Promise<void>;
  readonly onError: (error: Error) => void;
}

export interface GradeWorker {
  /** Takes no further jobs and waits until those under way are done. */
  close(): Promise<void>;
}

/** How often a job may be found with a dead grader before the queue drops it; the row's own count of attempts ends it earlier. */
const maxStalls = 100;

/** Starts taking jobs. */
export async function openWorker(options: WorkerOptions): Promise<GradeWorker> {
  const { address, onError } = options;
  await prepareQueue(address);
  const work = (job: Pick<Job<unknown>, 'data' | 'attemptsMade'>) =>
    options.work({ job: GradeJob.parse(job.data), lastTry: job.attemptsMade + 1 >= attempts });
  const settings = {
    concurrency: options.concurrency,
    lockDuration: options.lockMs,
    stalledInterval: options.lockMs,
    maxStalledCount: maxStalls,
    // How long one blocking wait for a job lasts, in seconds: also how long a lost wake-up can cost.
    drainDelay: 2,
  };
  if (address.queueUrl !== null) {
    const connection = { url: address.queueUrl, maxRetriesPerRequest: null };
    return new Worker<unknown>(queueName, work, { connection, ...settings }).on('error', onError);
  }
  const { Worker: PostgresWorker } = withBackend(createPostgresBackend);
  return new PostgresWorker<unknown>(queueName, work, {
    connection: postgresConnection(address),
    ...settings,
  }).on('error', onError);
}
