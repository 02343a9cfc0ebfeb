import { createPostgresBackend, Queue, withBackend } from 'bullmq';
import type { Job } from 'bullmq';
import { jobOptions, queueName } from './grade-job.js';
import type { GradeJob } from './grade-job.js';
import { postgresConnection, prepareQueue } from './queue-address.js';
import type { QueueAddress } from './queue-address.js';

/** What the queue knows of a row: no job at all, one that a grader will take or has, or one that is over. */
export type Standing = 'absent' | 'waiting' | 'active' | 'over';

/** How many jobs there are. */
export interface QueueCounts {
  readonly waiting: number;
  readonly active: number;
  readonly delayed: number;
  readonly failed: number;
}

/** The queue as those see it who hand work to graders. Every method rejects when the queue cannot be reached. */
export interface GradeQueue {
  /**
   * Adds the job of a row that is committed; a job that is there already stays as it is. When this rejects, the row stays
   * and the sweep of a grader adds the job later, so a caller may log and go on.
   */
  add(job: GradeJob, priority: number): Promise<void>;
  standing(id: string): Promise<Standing>;
  /** Takes the job out unless a grader has it: that one sees by the row that it should stop. */
  remove(id: string): Promise<void>;
  counts(): Promise<QueueCounts>;
  /** Resolves when the queue answers. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

export interface QueueOptions {
  readonly address: QueueAddress;
  /** Told of each trouble with the connection; BullMQ connects again by itself. */
  readonly onError: (error: Error) => void;
}

type AnyQueue = Pick<Queue<GradeJob>, 'getJobCounts' | 'close'> & {
  add(name: string, data: GradeJob, options: ReturnType<typeof jobOptions>): Promise<unknown>;
  getJob(id: string): Promise<Pick<Job<GradeJob>, 'getState' | 'remove'> | undefined>;
};

/** Opens the queue on PostgreSQL or on Redis, made ready where it has to be. */
export async function openQueue({ address, onError }: QueueOptions): Promise<GradeQueue> {
  await prepareQueue(address);
  return wrap(address.queueUrl === null ? onPostgres(address, onError) : onRedis(address.queueUrl, onError));
}

function onPostgres(address: QueueAddress, onError: (error: Error) => void): AnyQueue {
  const { Queue: PostgresQueue } = withBackend(createPostgresBackend);
  const queue = new PostgresQueue<GradeJob>(queueName, { connection: postgresConnection(address) });
  return queue.on('error', onError);
}

function onRedis(url: string, onError: (error: Error) => void): AnyQueue {
  // Without Redis an `add` must fail at once, not wait in our memory: the row is what counts, and the sweep finds it.
  const connection = { url, enableOfflineQueue: false, maxRetriesPerRequest: 1, connectTimeout: 5_000 };
  return new Queue<GradeJob>(queueName, { connection }).on('error', onError);
}

function wrap(queue: AnyQueue): GradeQueue {
  return {
    add: async (job, priority) => {
      await queue.add(job.kind, job, jobOptions(job, priority));
    },
    standing: async (id) => standingOf((await (await queue.getJob(id))?.getState()) ?? 'unknown'),
    remove: async (id) => {
      const job = await queue.getJob(id);
      if (job !== undefined && (await job.getState()) !== 'active') await job.remove();
    },
    counts: () => count(queue),
    ping: async () => {
      await queue.getJobCounts('waiting');
    },
    close: () => queue.close(),
  };
}

function standingOf(state: string): Standing {
  if (state === 'active') return 'active';
  if (state === 'completed' || state === 'failed') return 'over';
  return state === 'unknown' ? 'absent' : 'waiting';
}

async function count(queue: AnyQueue): Promise<QueueCounts> {
  const by = await queue.getJobCounts('waiting', 'prioritized', 'active', 'delayed', 'failed');
  const { waiting = 0, prioritized = 0, active = 0, delayed = 0, failed = 0 } = by;
  return { waiting: waiting + prioritized, active, delayed, failed };
}
