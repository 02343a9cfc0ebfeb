// Real: PostgreSQL.
import { beforeAll, expect, test } from 'vitest';
import { aPerson } from '#libs/testing/factories';
import { withPostgres } from '#libs/testing/with-postgres';
import { CoursesStore } from './courses.store.js';
import { Database } from './database.js';
import { PeopleStore } from './people.store.js';
import { makeSampleCourse } from './sample-course.js';
import { TermsStore } from './terms.store.js';

const postgres = withPostgres();
let database: Database;

beforeAll(async () => {
  database = new Database({ url: await postgres.freshDatabase(), connections: 2 });
  return () => database.close();
});

test('a first start has a course with an instructor and a student, and a second start makes no other', async () => {
  const people = new PeopleStore(database);
  const instructor = await people.create(aPerson({ role: 'instructor' }));
  const student = await people.create(aPerson());
  const addresses = { instructor: instructor.email, student: student.email };
  await makeSampleCourse(database, { ...addresses, student: 'nobody@example.org' }, new Date());
  const terms = new TermsStore(database);
  expect(await terms.list(5)).toEqual([]);
  for (let start = 0; start < 2; start += 1) {
    await makeSampleCourse(database, addresses, new Date('2026-11-23T12:00:00Z'));
  }
  expect(await terms.list(5)).toMatchObject([
    { startsOn: new Date('2026-10-24T00:00:00Z'), endsOn: new Date('2027-04-22T00:00:00Z') },
  ]);
  const courses = new CoursesStore(database);
  const roles = [];
  for (const { id } of [instructor, student]) {
    const page = await courses.list({ ofPersonId: id, archived: false }, { first: 5, after: null });
    expect(page.items).toMatchObject([{ code: 'IPC-101' }]);
    roles.push([
      ...(
        await courses.rolesOf(
          id,
          page.items.map((course) => course.id),
        )
      ).values(),
    ]);
  }
  expect(roles).toEqual([['instructor'], ['student']]);
});
