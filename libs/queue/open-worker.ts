import { createPostgresBackend, DelayedError, withBackend, Worker } from 'bullmq';
import type { Job } from 'bullmq';
import { attempts, GradeJob, queueName } from './grade-job.js';
import { postgresConnection, prepareQueue } from './queue-address.js';
import type { QueueAddress } from './queue-address.js';

/** Thrown by `work` to give a job back untried, for another grader to take. */
export class PutBack extends Error {
  constructor() {
    super('The job goes back to the queue');
    this.name = 'PutBack';
  }
}

/** A job as it reaches a grader; `lastTry` means that a failure now is final. */
export interface Delivery {
  readonly job: GradeJob;
  readonly lastTry: boolean;
}

export interface WorkerOptions {
  readonly address: QueueAddress;
  /** Jobs under way at once. */
  readonly concurrency: number;
  /** A grader that was silent for so long is taken for dead and its jobs are given to others, at the latest half as long again later. */
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

/** A job put back is taken again after this; the grader that gave it is stopping. */
const putBackMs = 100;

/** Starts taking jobs. */
export async function openWorker(options: WorkerOptions): Promise<GradeWorker> {
  const { address, onError } = options;
  await prepareQueue(address);
  const work = (job: TakenJob, token: string | undefined): Promise<void> => workOn(job, token, options.work);
  const settings = {
    concurrency: options.concurrency,
    lockDuration: options.lockMs,
    stalledInterval: Math.ceil(options.lockMs / 2),
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

type TakenJob = Pick<Job<unknown>, 'data' | 'attemptsMade' | 'moveToDelayed'>;

async function workOn(job: TakenJob, token: string | undefined, work: WorkerOptions['work']): Promise<void> {
  try {
    await work({ job: GradeJob.parse(job.data), lastTry: job.attemptsMade + 1 >= attempts });
  } catch (error) {
    if (!(error instanceof PutBack)) throw error;
    await job.moveToDelayed(Date.now() + putBackMs, token);
    throw new DelayedError();
  }
}
