// Real: PostgreSQL.
import { beforeAll, expect, test } from 'vitest';
import type { SubmissionProgress } from '#libs/contracts/progress';
import { Database } from '#libs/database/database';
import { PeopleStore } from '#libs/database/people.store';
import { ProgressStore } from '#libs/database/progress.store';
import { SubmissionsStore } from '#libs/database/submissions.store';
import { aGrading, aPerson, aSubmission } from '#libs/testing/factories';
import { deferred } from '#libs/testing/deferred';
import { withPostgres } from '#libs/testing/with-postgres';
import { ProgressChannel } from './progress-channel.js';

const postgres = withPostgres();
let database: Database;
let submissions: SubmissionsStore;
let url: string;

beforeAll(async () => {
  url = await postgres.freshDatabase();
  database = new Database({ url, connections: 5 });
  submissions = new SubmissionsStore(database);
  return () => database.close();
});

const openChannel = (onError: (error: Error) => void = () => {}) =>
  ProgressChannel.open({ databaseUrl: url, progress: new ProgressStore(database), onError });

async function aRow(): Promise<string> {
  const { id: personId } = await new PeopleStore(database).create(aPerson());
  return (await submissions.create(aSubmission({ personId }), 100)).submission.id;
}

async function all(watch: AsyncIterable<SubmissionProgress>): Promise<string[]> {
  const seen: string[] = [];
  for await (const { state, stage, done } of watch) seen.push(`${state} ${stage} ${done}`.trim());
  return seen;
}

async function next(watch: AsyncIterator<SubmissionProgress>): Promise<SubmissionProgress> {
  const result = await watch.next();
  if (result.done === true) throw new Error('The watch has ended');
  return result.value;
}

async function gradeWhole(id: string): Promise<void> {
  await submissions.states.begin(id, 8);
  await submissions.states.advance(id, 1, { state: 'COMPILING', stage: 'compiling', done: 0, total: 2 });
  await submissions.states.advance(id, 1, { state: 'RUNNING', stage: 'large input', done: 1, total: 2 });
  await submissions.record(id, aGrading());
}

const whole = ['QUEUED  0', 'COMPILING  0', 'COMPILING compiling 0', 'RUNNING large input 1', 'GRADED  2'];

test('two watchers in two processes both see every change, in order, and the end', async () => {
  const id = await aRow();
  const [here, there] = [await openChannel(), await openChannel()];
  const watches = [here.watch(id), here.watch(id), there.watch(id)];
  const first = await Promise.all(watches.map(next));
  expect(first.map((one) => one.state)).toEqual(['QUEUED', 'QUEUED', 'QUEUED']);
  const rest = Promise.all(watches.map(all));
  await gradeWhole(id);
  for (const seen of await rest) expect(seen).toEqual(whole.slice(1));
  await here.close();
  await there.close();
});

test('a watcher who comes after the end reads it at once and is done', async () => {
  const id = await aRow();
  await gradeWhole(id);
  const channel = await openChannel();
  expect(await all(channel.watch(id))).toEqual(['GRADED  2']);
  await channel.close();
});

test('a watcher who comes in the middle begins with where the work stands', async () => {
  const id = await aRow();
  await submissions.states.begin(id, 8);
  await submissions.states.advance(id, 1, { state: 'RUNNING', stage: 'large input', done: 1, total: 2 });
  const channel = await openChannel();
  const watch = channel.watch(id);
  expect(await next(watch)).toMatchObject({
    state: 'RUNNING',
    stage: 'large input',
    done: 1,
    total: 2,
    queuePosition: null,
  });
  await submissions.record(id, aGrading());
  expect(await all(watch)).toEqual(['GRADED  2']);
  await channel.close();
});

test('what ended without a report says why in a sentence', async () => {
  const [cancelled, failed] = [await aRow(), await aRow()];
  await submissions.states.cancel(cancelled);
  await submissions.states.giveUp(failed, 'bwrap exited 1');
  const channel = await openChannel();
  expect((await next(channel.watch(cancelled))).says).toBe('This was cancelled before it was graded.');
  expect((await next(channel.watch(failed))).says).toContain('something failed on our side');
  await channel.close();
});

test('an unknown id is an empty watch', async () => {
  const channel = await openChannel();
  expect(await all(channel.watch('no such id'))).toEqual([]);
  await channel.close();
});

test('a watch that nobody reads any more ends at once, and so does one whose channel closes', async () => {
  const id = await aRow();
  const channel = await openChannel();
  const [left, closed] = [channel.watch(id), channel.watch(id)];
  await Promise.all([next(left), next(closed)]);
  const waiting = left.next();
  await left.return?.();
  expect(await waiting).toEqual({ done: true, value: undefined });
  const other = closed.next();
  await channel.close();
  expect(await other).toEqual({ done: true, value: undefined });
});

test('a watcher moves up when somebody before it is begun', async () => {
  const own = await postgres.freshDatabase();
  const pool = new Database({ url: own, connections: 3 });
  const store = new SubmissionsStore(pool);
  const { id: personId } = await new PeopleStore(pool).create(aPerson());
  const first = (await store.create(aSubmission({ personId }), 100)).submission.id;
  const second = (await store.create(aSubmission({ personId }), 100)).submission.id;
  const channel = await ProgressChannel.open({
    databaseUrl: own,
    progress: new ProgressStore(pool),
    onError: () => {},
  });
  const watch = channel.watch(second);
  expect((await next(watch)).queuePosition).toBe(2);
  await store.states.begin(first, 8);
  expect(await next(watch)).toMatchObject({ state: 'QUEUED', queuePosition: 1 });
  await channel.close();
  await pool.close();
});

test('what happens while the connection is lost is seen afterwards', async () => {
  const id = await aRow();
  const lost = deferred<Error>();
  const channel = await openChannel(lost.resolve);
  const watch = channel.watch(id);
  await next(watch);
  await database.prisma.$executeRaw`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND query LIKE 'LISTEN%'`;
  expect((await lost.promise).message).toContain('hears of progress was lost');
  await gradeWhole(id);
  expect((await all(watch)).at(-1)).toBe('GRADED  2');
  await channel.close();
});
