// Real: PostgreSQL.
import { beforeAll, expect, test } from 'vitest';
import { aPerson } from '#libs/testing/factories';
import { withPostgres } from '#libs/testing/with-postgres';
import { Database } from './database.js';
import { PeopleStore } from './people.store.js';
import { TokensStore } from './tokens.store.js';

const postgres = withPostgres();
let people: PeopleStore;
let tokens: TokensStore;

beforeAll(async () => {
  const database = new Database({ url: await postgres.freshDatabase(), connections: 2 });
  people = new PeopleStore(database);
  tokens = new TokensStore(database);
  return () => database.close();
});

const now = new Date('2026-01-01T12:00:00Z');
const minutesLater = (minutes: number): Date => new Date(now.getTime() + minutes * 60_000);

async function aToken(expiresAt: Date | null = null) {
  const { id: personId } = await people.create(aPerson());
  return tokens.create({ personId, kind: 'api', hash: crypto.randomUUID(), label: 'laptop', expiresAt });
}

test('an address that differs by case only is taken', async () => {
  const person = aPerson();
  await people.create(person);
  const again = people.create({ ...person, email: ` ${person.email.toUpperCase()}` });
  await expect(again).rejects.toMatchObject({ code: 'EMAIL_TAKEN' });
  expect(await people.findByEmail(person.email.toUpperCase())).toMatchObject({ email: person.email });
});

test('a token opens the door for its person and notes the use, at most once a minute', async () => {
  const token = await aToken();
  const lastUse = async (at: Date) => (await tokens.use(token.hash, at))?.token.lastUsedAt ?? null;
  expect((await tokens.use(token.hash, now))?.person.id).toBe(token.personId);
  expect(await lastUse(minutesLater(0.5))).toEqual(now);
  expect(await lastUse(minutesLater(2))).toEqual(now);
  expect(await lastUse(minutesLater(2.5))).toEqual(minutesLater(2));
});

test('an unknown, an expired and a revoked token open nothing', async () => {
  const [expired, revoked] = [await aToken(minutesLater(1)), await aToken()];
  expect(await tokens.revoke(revoked.id, revoked.personId, now)).toBe(true);
  expect(await tokens.use('no such hash', now)).toBeNull();
  expect(await tokens.use(expired.hash, now)).not.toBeNull();
  expect(await tokens.use(expired.hash, minutesLater(1))).toBeNull();
  expect(await tokens.use(revoked.hash, now)).toBeNull();
});

test('nobody revokes the token of somebody else', async () => {
  const [mine, theirs] = [await aToken(), await aToken()];
  expect(await tokens.revoke(theirs.id, mine.personId, now)).toBe(false);
  expect(await tokens.use(theirs.hash, now)).not.toBeNull();
});

test('ended tokens are forgotten, at most so many at a time, and those that still hold stay', async () => {
  const expired = await aToken(minutesLater(61));
  const revoked = await aToken();
  const good = await aToken(minutesLater(80));
  const endless = await aToken();
  await tokens.revoke(revoked.id, revoked.personId, minutesLater(62));
  // What other tests left ended before.
  while ((await tokens.removeEnded(minutesLater(60), 100)) > 0);
  expect(await tokens.removeEnded(minutesLater(61), 100)).toBe(0);
  expect(await tokens.removeEnded(minutesLater(70), 1)).toBe(1);
  expect(await tokens.removeEnded(minutesLater(70), 100)).toBe(1);
  expect(await tokens.list(expired.personId, 'api', now)).toEqual([]);
  expect(await tokens.list(good.personId, 'api', now)).toMatchObject([{ id: good.id }]);
  expect(await tokens.list(endless.personId, 'api', now)).toMatchObject([{ id: endless.id }]);
});
