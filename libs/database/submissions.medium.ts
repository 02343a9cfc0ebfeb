// Real: PostgreSQL.
import { beforeAll, expect, test } from 'vitest';
import { aGrading, aPerson, aReport, aSubmission } from '#libs/testing/factories';
import { withPostgres } from '#libs/testing/with-postgres';
import { Database } from './database.js';
import { PeopleStore } from './people.store.js';
import { PicturesStore } from './pictures.store.js';
import { ProgressStore } from './progress.store.js';
import { ReportsStore } from './reports.store.js';
import { SubmissionsStore } from './submissions.store.js';

const postgres = withPostgres();
let database: Database;
let submissions: SubmissionsStore;

beforeAll(async () => {
  database = new Database({ url: await postgres.freshDatabase(), connections: 5 });
  submissions = new SubmissionsStore(database);
  return () => database.close();
});

async function aPersonsId(): Promise<string> {
  return (await new PeopleStore(database).create(aPerson())).id;
}

async function aRow(personId?: string): Promise<string> {
  const { submission } = await submissions.create(
    aSubmission({ personId: personId ?? (await aPersonsId()) }),
    100,
  );
  return submission.id;
}

test('the same key of the same person is the same submission, also at the same moment', async () => {
  const personId = await aPersonsId();
  const attempt = () => submissions.create(aSubmission({ personId, idempotencyKey: 'k1' }), 100);
  const made = await Promise.all([attempt(), attempt(), attempt()]);
  expect(new Set(made.map((one) => one.submission.id)).size).toBe(1);
  expect(made.filter((one) => one.created)).toHaveLength(1);
});

test('the same key of two people is two submissions', async () => {
  const first = await submissions.create(
    aSubmission({ personId: await aPersonsId(), idempotencyKey: 'k' }),
    100,
  );
  const second = await submissions.create(
    aSubmission({ personId: await aPersonsId(), idempotencyKey: 'k' }),
    100,
  );
  expect(first.submission.id).not.toBe(second.submission.id);
});

test('who has too many waiting is refused with the number, however many come at once', async () => {
  const personId = await aPersonsId();
  const made = await Promise.allSettled(
    Array.from({ length: 5 }, () => submissions.create(aSubmission({ personId }), 3)),
  );
  const reasons = made.flatMap((one): unknown[] => (one.status === 'rejected' ? [one.reason] : []));
  expect(reasons).toHaveLength(2);
  expect(reasons[0]).toMatchObject({
    code: 'TOO_MANY_WAITING',
    message: expect.stringContaining('3 of your submissions'),
  });
});

test('each further waiting submission of a person is less urgent, and the first of another is as urgent as theirs', async () => {
  const personId = await aPersonsId();
  const urgency = async (id: string) =>
    (await submissions.create(aSubmission({ personId: id }), 100)).submission.priority;
  expect([await urgency(personId), await urgency(personId), await urgency(personId)]).toEqual([1, 2, 3]);
  expect(await urgency(await aPersonsId())).toBe(1);
});

test('a grading is recorded once, and a second one changes nothing', async () => {
  const id = await aRow();
  await submissions.states.begin(id, 8);
  expect(await submissions.record(id, aGrading({ points: 70 }))).toBe(true);
  expect(await submissions.record(id, aGrading({ points: 30 }))).toBe(false);
  expect((await new ReportsStore(database).find(id))?.points).toBe(70);
  expect(await new PicturesStore(database).list([id])).toHaveLength(1);
  expect(await submissions.find(id)).toMatchObject({ state: 'GRADED', failure: null });
});

test('of several records at the same moment one wins whole', async () => {
  const id = await aRow();
  const results = await Promise.all(
    [1, 2, 3, 4].map((points) => submissions.record(id, aGrading({ points }))),
  );
  expect(results.filter(Boolean)).toHaveLength(1);
  expect(await new PicturesStore(database).list([id])).toHaveLength(1);
});

test('a report that could not be written leaves the submission without an end', async () => {
  const id = await aRow();
  const [picture] = aGrading().pictures;
  const twice = { report: aReport(), pictures: picture === undefined ? [] : [picture, picture] };
  await expect(submissions.record(id, twice)).rejects.toThrow(/Unique constraint/);
  expect(await submissions.find(id)).toMatchObject({ state: 'QUEUED' });
  expect(await new ReportsStore(database).find(id)).toBeNull();
});

test('a later attempt supersedes an earlier one', async () => {
  const id = await aRow();
  const stage = { state: 'RUNNING', stage: 'large input', done: 1, total: 3 } as const;
  expect(await submissions.states.begin(id, 8)).toEqual({ kind: 'begun', attempt: 1 });
  expect(await submissions.states.advance(id, 1, stage)).toBe(true);
  expect(await submissions.states.begin(id, 8)).toEqual({ kind: 'begun', attempt: 2 });
  expect(await submissions.states.advance(id, 1, stage)).toBe(false);
  expect(await submissions.states.requeue(id, 1, 'too late')).toBe(false);
});

test('a cancelled submission cannot be begun, advanced, recorded or cancelled again', async () => {
  const id = await aRow();
  await submissions.states.begin(id, 8);
  expect(await submissions.states.cancel(id)).toBe(true);
  expect(await submissions.states.cancel(id)).toBe(false);
  expect(await submissions.states.begin(id, 8)).toEqual({ kind: 'ended' });
  expect(await submissions.record(id, aGrading())).toBe(false);
  expect(await submissions.states.giveUp(id, 'no')).toBe(false);
});

test('a row that was begun as often as is allowed is worn out', async () => {
  const id = await aRow();
  expect((await submissions.states.begin(id, 1)).kind).toBe('begun');
  expect(await submissions.states.begin(id, 1)).toEqual({ kind: 'worn-out' });
});

test('only rows without an end count as standing still', async () => {
  const [still, ended] = [await aRow(), await aRow()];
  await submissions.states.cancel(ended);
  const ids = (await submissions.states.findStill(0, 1000)).map((row) => row.id);
  expect(ids).toContain(still);
  expect(ids).not.toContain(ended);
  expect(await submissions.states.findStill(60_000, 1000)).toEqual([]);
});

test('pages go from the newest to the oldest without a gap or a repeat', async () => {
  const personId = await aPersonsId();
  const made: string[] = [];
  for (let n = 0; n < 5; n += 1) made.push(await aRow(personId));
  const first = await submissions.list({ personId }, { first: 3, after: null });
  const second = await submissions.list({ personId }, { first: 3, after: first.items.at(-1)?.id ?? null });
  expect([...first.items, ...second.items].map((one) => one.id)).toEqual(made.toReversed());
  expect([first.hasNext, second.hasNext]).toEqual([true, false]);
});

test('the place in the line counts who is more urgent or came before', async () => {
  const own = new Database({ url: await postgres.freshDatabase(), connections: 2 });
  const people = new PeopleStore(own);
  const store = new SubmissionsStore(own);
  const [many, one] = [await people.create(aPerson()), await people.create(aPerson())];
  const flood = [];
  for (let n = 0; n < 3; n += 1)
    flood.push((await store.create(aSubmission({ personId: many.id }), 100)).submission.id);
  const late = (await store.create(aSubmission({ personId: one.id }), 100)).submission.id;
  const progress = new ProgressStore(own);
  const places = await Promise.all(
    [...flood, late].map(async (id) => (await progress.find(id))?.queuePosition),
  );
  expect(places).toEqual([1, 3, 4, 2]);
  await own.close();
});
