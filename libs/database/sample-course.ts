import { CoursesStore } from './courses.store.js';
import type { Database } from './database.js';
import { EnrolmentsStore } from './enrolments.store.js';
import { PeopleStore } from './people.store.js';
import { TermsStore } from './terms.store.js';

const dayMs = 24 * 60 * 60 * 1000;

/** Days of the sample term before and after the day on which it is made. */
const termDays = { before: 30, after: 150 };

/**
 * Makes a term around `now` with a course of the sample instructor and student in it, so that a first look finds something.
 * Where there is a term, somebody works here, and nothing is made.
 */
export async function makeSampleCourse(
  database: Database,
  addresses: { readonly instructor: string; readonly student: string },
  now: Date,
): Promise<void> {
  const terms = new TermsStore(database);
  const people = new PeopleStore(database);
  const [instructor, student] = [
    await people.findByEmail(addresses.instructor),
    await people.findByEmail(addresses.student),
  ];
  if (instructor === null || student === null || (await terms.list(1)).length > 0) return;
  const { id: termId } = await terms.create({
    name: 'Sample term',
    startsOn: dayAt(now, -termDays.before),
    endsOn: dayAt(now, termDays.after),
  });
  const course = { termId, code: 'IPC-101', title: 'Processes that talk', timeZone: localTimeZone() };
  const { id: courseId } = await new CoursesStore(database).create(course, instructor.id);
  const newcomer = {
    courseId,
    personId: student.id,
    role: 'student',
    sectionId: null,
    source: 'hand',
  } as const;
  await new EnrolmentsStore(database).enrol(newcomer);
}

function dayAt(now: Date, days: number): Date {
  const date = new Date(now.getTime() + days * dayMs);
  return new Date(`${date.toISOString().slice(0, 10)}T00:00:00Z`);
}

/** Where this machine stands: whoever looks at the sample is likely there. */
function localTimeZone(): string {
  return new Intl.DateTimeFormat('en').resolvedOptions().timeZone;
}
