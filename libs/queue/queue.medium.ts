// Real: PostgreSQL, and Redis from Debian. Every test runs on both.
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { deferred } from '#libs/testing/deferred';
import { withPostgres } from '#libs/testing/with-postgres';
import { withRedis } from '#libs/testing/with-redis';
import type { GradeJob } from './grade-job.js';
import { openQueue, type GradeQueue } from './open-queue.js';
import { openWorker, PutBack, type Delivery, type GradeWorker } from './open-worker.js';
import type { QueueAddress } from './queue-address.js';

const postgres = withPostgres();
const redis = withRedis();
/** Of waiting for what two loaded cores may be slow with. */
const patience = { timeout: 30_000, interval: 10 };
const backends = ['PostgreSQL', 'Redis'] as const;
let addresses = new Map<string, QueueAddress>();
let tests = 0;
const opened: { close(): Promise<void> }[] = [];

beforeEach(async () => {
  addresses = new Map([
    ['PostgreSQL', { databaseUrl: await postgres.freshDatabase(), queueUrl: null }],
    // Redis has 16 numbered databases.
    ['Redis', { databaseUrl: 'postgresql://unused', queueUrl: `${redis.url()}/${tests++}` }],
  ]);
});

afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.close()));
});

const onError = (error: Error): void => {
  throw error;
};

function addressOf(backend: string): QueueAddress {
  const address = addresses.get(backend);
  if (address === undefined) throw new Error(`${backend} was not started`);
  return address;
}

async function queueOn(backend: string): Promise<GradeQueue> {
  const queue = await openQueue({ address: addressOf(backend), onError });
  opened.push(queue);
  return queue;
}

async function workerOn(backend: string, work: (delivery: Delivery) => Promise<void>): Promise<GradeWorker> {
  const worker = await openWorker({
    address: addressOf(backend),
    concurrency: 1,
    lockMs: 2_000,
    work,
    onError,
  });
  opened.push(worker);
  return worker;
}

const aJob = (): GradeJob => ({ kind: 'submission', id: randomUUID() });

/** Resolves with the ids that were worked on, in order, when there are `count`. */
function collector(count: number): { work: (delivery: Delivery) => Promise<void>; ids: Promise<string[]> } {
  const seen: string[] = [];
  const all = deferred<string[]>();
  const work = (delivery: Delivery): Promise<void> => {
    seen.push(delivery.job.id);
    if (seen.length === count) all.resolve(seen);
    return Promise.resolve();
  };
  return { work, ids: all.promise };
}

test.each(backends)('on %s a job added twice is there once', async (backend) => {
  const queue = await queueOn(backend);
  const job = aJob();
  await queue.add(job, 1);
  await queue.add(job, 1);
  expect((await queue.counts()).waiting).toBe(1);
  expect(await queue.standing(job.id)).toBe('waiting');
  await queue.remove(job.id);
  expect(await queue.standing(job.id)).toBe('absent');
});

test.each(backends)('on %s the first job of one comes before the second of another', async (backend) => {
  const queue = await queueOn(backend);
  const flood = [aJob(), aJob(), aJob()];
  for (const [index, job] of flood.entries()) await queue.add(job, index + 1);
  const single = aJob();
  await queue.add(single, 1);
  const { work, ids } = collector(4);
  await workerOn(backend, work);
  expect(await ids).toEqual([flood[0]?.id, single.id, flood[1]?.id, flood[2]?.id]);
});

test.each(backends)(
  'on %s a job that fails is tried three times, the last one knowing it, and then is over',
  async (backend) => {
    const queue = await queueOn(backend);
    const job = aJob();
    const lastTries: boolean[] = [];
    const last = deferred<void>();
    await workerOn(backend, (delivery) => {
      lastTries.push(delivery.lastTry);
      if (delivery.lastTry) last.resolve();
      return Promise.reject(new Error('the sandbox failed'));
    });
    await queue.add(job, 1);
    await last.promise;
    await expect.poll(() => queue.standing(job.id), patience).toBe('over');
    expect(lastTries).toEqual([false, false, true]);
    await queue.remove(job.id);
    await queue.add(job, 1);
    expect(await queue.standing(job.id)).not.toBe('absent');
  },
);

test.each(backends)('on %s a job put back is taken again and has lost no try', async (backend) => {
  const queue = await queueOn(backend);
  const job = aJob();
  const deliveries: Delivery[] = [];
  const again = deferred<void>();
  await workerOn(backend, (delivery) => {
    deliveries.push(delivery);
    if (deliveries.length < 4) return Promise.reject(new PutBack());
    again.resolve();
    return Promise.resolve();
  });
  await queue.add(job, 1);
  await again.promise;
  expect(deliveries).toEqual(Array.from({ length: 4 }, () => ({ job, lastTry: false })));
  await expect.poll(() => queue.standing(job.id), patience).toBe('absent');
});

test.each(backends)('on %s a job under way is active and cannot be removed', async (backend) => {
  const queue = await queueOn(backend);
  const job = aJob();
  const [began, mayEnd] = [deferred<void>(), deferred<void>()];
  await workerOn(backend, () => {
    began.resolve();
    return mayEnd.promise;
  });
  await queue.add(job, 1);
  await began.promise;
  await queue.remove(job.id);
  expect(await queue.standing(job.id)).toBe('active');
  mayEnd.resolve();
  await expect.poll(() => queue.standing(job.id), patience).toBe('absent');
});
