// Real: PostgreSQL.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { deferred } from '#libs/testing/deferred';
import { aPerson } from '#libs/testing/factories';
import { withPostgres } from '#libs/testing/with-postgres';
import { Database } from '../database.js';
import type { Prisma } from '../generated/client.js';
import { PeopleStore } from '../people.store.js';
import { againAfterDeadlock } from './again-after-deadlock.js';

const postgres = withPostgres();
let database: Database;
beforeAll(async () => {
  database = new Database({ url: await postgres.freshDatabase(), connections: 4 });
});
afterAll(() => database.close());

const ways = {
  'by Prisma': (prisma: Prisma.TransactionClient, id: string) =>
    prisma.person.update({ where: { id }, data: { name: 'changed' } }),
  'by SQL of ours': (prisma: Prisma.TransactionClient, id: string) =>
    prisma.$executeRaw`UPDATE "Person" SET "name" = 'changed' WHERE "id" = ${id}`,
};

test.each(Object.entries(ways))(
  'two transactions that waited for each other %s are both done',
  async (_, change) => {
    const people = new PeopleStore(database);
    const [one, other] = [await people.create(aPerson()), await people.create(aPerson())];
    const bothBegan = [deferred<void>(), deferred<void>()];
    let tries = 0;
    const work = (mine: number, ids: readonly string[]) =>
      againAfterDeadlock(() =>
        database.prisma.$transaction(async (prisma) => {
          tries += 1;
          await change(prisma, ids[0] ?? '');
          bothBegan[mine]?.resolve();
          await bothBegan[1 - mine]?.promise;
          await change(prisma, ids[1] ?? '');
          return mine;
        }),
      );
    expect(await Promise.all([work(0, [one.id, other.id]), work(1, [other.id, one.id])])).toEqual([0, 1]);
    expect(tries).toBe(3);
  },
);

test('another failure is not tried again', async () => {
  let tries = 0;
  const work = againAfterDeadlock(() => {
    tries += 1;
    return database.prisma.$executeRaw`SELECT 1 / 0`;
  });
  await expect(work).rejects.toThrow(/division by zero/);
  expect(tries).toBe(1);
});
