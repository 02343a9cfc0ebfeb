import { randomUUID } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { succeeds } from '../../setup/run-command.mjs';
import { makeRow } from '../results/make-row.mjs';
import { startRedis } from '../services/start-redis.mjs';

const jobs = 500;
/** So many requests are adding at a time. */
const adders = 10;
/** Jobs that are handed over one at a time. */
const handOvers = 30;
/** Each round is 500 jobs; more rounds say nothing new. */
const roundsAtMost = 5;
/** The grader's own default, in milliseconds. */
const lockMs = 5_000;

/** Jobs whose work is nothing, through the product's queue on both of its backends, adder and worker in one process. */
export async function measureQueue(sitting) {
  const rows = await measureOnPostgres(sitting);
  if (!(await succeeds(['redis-server', '--version']))) {
    return { rows, left: 'Redis was left out: redis-server is not installed.' };
  }
  return { rows: [...rows, ...(await measureOnRedis(sitting))] };
}

async function measureOnPostgres(sitting) {
  const { startEmbeddedPostgres } = await import('../../../dist/libs/database/embedded-postgres.js');
  const { migrate } = await import('../../../dist/libs/database/migrate.js');
  const server = await startEmbeddedPostgres({ folder: join(sitting.folder, 'queue-pg'), log: () => {} });
  try {
    await migrate(server.url);
    return await measureBackend(sitting, 'PostgreSQL', { databaseUrl: server.url, queueUrl: null });
  } finally {
    await server.stop();
  }
}

async function measureOnRedis(sitting) {
  const redis = await startRedis(sitting);
  try {
    const address = { databaseUrl: 'postgresql://unused', queueUrl: redis.url };
    return await measureBackend(sitting, 'Redis', address);
  } finally {
    await redis.stop();
  }
}

async function measureBackend(sitting, backend, address) {
  const { openQueue } = await import('../../../dist/libs/queue/open-queue.js');
  const { openWorker } = await import('../../../dist/libs/queue/open-worker.js');
  const arrivals = new Arrivals(sitting.signal);
  const onError = (error) => arrivals.fail(error);
  const queue = await openQueue({ address, onError });
  const worker = await openWorker({
    address,
    concurrency: availableParallelism(),
    lockMs,
    work: async ({ job }) => arrivals.arrived(job.id),
    onError,
  });
  try {
    const waits = [];
    for (let count = 0; count < handOvers; count++) waits.push(await handOver(queue, arrivals));
    const rates = [];
    for (let round = 0; round < Math.min(sitting.rounds, roundsAtMost); round++) {
      rates.push(await rateOf(queue, arrivals));
    }
    return [
      makeRow({ what: `${backend}: ${jobs} jobs`, unit: '1/s', samples: rates }),
      makeRow({ what: `${backend}: from adding to the worker's hand`, unit: 'ms', samples: waits }),
    ];
  } finally {
    await worker.close();
    await queue.close();
  }
}

const newJob = () => ({ kind: 'submission', id: randomUUID() });

async function handOver(queue, arrivals) {
  const job = newJob();
  const beganMs = performance.now();
  const arrived = arrivals.of(job.id);
  await queue.add(job, 1);
  return (await arrived) - beganMs;
}

async function rateOf(queue, arrivals) {
  const all = Array.from({ length: jobs }, newJob);
  const beganMs = performance.now();
  const arrived = Promise.all(all.map(({ id }) => arrivals.of(id)));
  // Whoever fails first is reported by the lanes below.
  arrived.catch(() => {});
  const lane = async () => {
    for (let job = all.pop(); job; job = all.pop()) await queue.add(job, 1);
  };
  await Promise.all(Array.from({ length: adders }, lane));
  return (jobs * 1000) / (Math.max(...(await arrived)) - beganMs);
}

/** Who waits for which job; a job that does not arrive within a minute is lost. */
class Arrivals {
  #waiting = new Map();

  constructor(signal) {
    signal.addEventListener('abort', () => this.fail(signal.reason), { once: true });
  }

  /** Resolves to the moment in which the job arrived. */
  of(id) {
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`Job ${id} did not arrive within a minute.`)), 60_000);
      this.#waiting.set(id, { resolve, reject, late });
    });
  }

  arrived(id) {
    const { resolve, late } = this.#waiting.get(id);
    this.#waiting.delete(id);
    clearTimeout(late);
    resolve(performance.now());
  }

  fail(error) {
    for (const { reject, late } of this.#waiting.values()) {
      clearTimeout(late);
      reject(error);
    }
    this.#waiting.clear();
  }
}
