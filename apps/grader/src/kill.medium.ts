// Real: graders as processes that are killed, PostgreSQL, and Redis from Debian. What they grade with is a fake.
import { Client } from 'pg';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startProcess, type TestProcess } from '#libs/testing/start-process';
import { withPostgres } from '#libs/testing/with-postgres';
import { withRedis } from '#libs/testing/with-redis';
import { graderEnvironment, Rig } from '../e2e/rig.js';

// Six processes one after the other take their time on two loaded cores.
vi.setConfig({ testTimeout: 240_000 });

const postgres = withPostgres();
const redis = withRedis();
/** Locks of this database that somebody waits for; other tests have databases on the same server. */
const waitingHere = `pg_locks JOIN pg_database d ON d.oid = database WHERE NOT granted AND datname = current_database()`;
/** Of waiting for what two loaded cores may be slow with. */
const patience = { timeout: 30_000, interval: 10 };
const backends = ['PostgreSQL', 'Redis'] as const;
let tests = 0;
let rig: Rig;
const graders: TestProcess[] = [];

beforeEach(async ({ task }) => {
  const databaseUrl = await postgres.freshDatabase();
  const onRedis = task.name.includes('on Redis');
  rig = await Rig.open({ databaseUrl, queueUrl: onRedis ? `${redis.url()}/${tests++}` : null });
});

afterEach(async () => {
  await Promise.all(graders.splice(0).map((grader) => grader.kill('SIGKILL')));
  await rig.close();
});

async function startGrader(stage?: string): Promise<TestProcess> {
  const grader = startProcess({
    file: 'apps/grader/e2e/fake-grader.ts',
    args: stage === undefined ? [] : [stage],
    env: graderEnvironment(rig.address),
  });
  graders.push(grader);
  await grader.line(/^taking jobs/);
  return grader;
}

async function count(sql: string): Promise<number> {
  const client = new Client({ connectionString: rig.address.databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${sql}`);
  await client.end();
  return rows[0]?.n ?? -1;
}

for (const stage of ['COMPILING', 'RUNNING', 'JUDGING'] as const) {
  test.each(backends)(
    `with the queue on %s a grader killed while ${stage} costs nothing but time`,
    async () => {
      const first = await startGrader(stage);
      const id = await rig.handIn();
      await rig.reaches(id, stage);
      expect(await first.kill('SIGKILL')).toEqual({ code: null, signal: 'SIGKILL' });
      await startGrader();
      expect((await rig.endOf(id)).state).toBe('GRADED');
      expect(await rig.submissions.find(id)).toMatchObject({ attempts: 2 });
      expect(await count('"Report"')).toBe(1);
      expect(await count('"Picture"')).toBe(1);
    },
  );
}

test.each(backends)(
  'with the queue on %s a grader killed in the middle of recording leaves nothing half written',
  async () => {
    const blocker = new Client({ connectionString: rig.address.databaseUrl });
    await blocker.connect();
    await blocker.query('BEGIN');
    await blocker.query('LOCK TABLE "Picture" IN ACCESS EXCLUSIVE MODE');
    const first = await startGrader();
    const id = await rig.handIn();
    // The transaction has written state and report, and waits for the pictures.
    await expect.poll(() => count(waitingHere), patience).toBe(1);
    await first.kill('SIGKILL');
    await blocker.query('ROLLBACK');
    await blocker.end();
    await expect.poll(() => count(`"Submission" WHERE "state" = 'GRADED'`), patience).toBe(0);
    await startGrader();
    expect((await rig.endOf(id)).state).toBe('GRADED');
    expect(await count('"Report"')).toBe(1);
    expect(await count('"Picture"')).toBe(1);
  },
);

test.each(backends)(
  'with the queue on %s thirty hand-ins and five killed graders make thirty reports',
  async () => {
    const ids: string[] = [];
    for (let n = 0; n < 30; n += 1) ids.push(await rig.handIn());
    for (let kills = 1; kills <= 5; kills += 1) {
      const grader = await startGrader();
      // It dies whenever it has done some more, in the middle of whatever it then does.
      await expect.poll(() => count('"Report"'), patience).toBeGreaterThanOrEqual(kills * 4);
      await grader.kill('SIGKILL');
    }
    await startGrader();
    const ends = await Promise.all(ids.map((id) => rig.endOf(id)));
    expect(new Set(ends.map((end) => end.state))).toEqual(new Set(['GRADED']));
    expect(await count('"Report"')).toBe(30);
    expect(await count('"Picture"')).toBe(30);
    await expect
      .poll(() => rig.queue.counts(), patience)
      .toMatchObject({ waiting: 0, active: 0, delayed: 0 });
  },
);
