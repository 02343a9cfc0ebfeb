import type { CourseRole } from '#libs/database/enrolments.store';
import type { ApiUnderTest, SignedInPerson } from './api-under-test.js';

/** A course with rows of its own; its term is in a year that no other course of the test file has. */
export interface TestCourse {
  readonly id: string;
  readonly termId: string;
  /** Somebody new who is this in the course. */
  member(role: CourseRole): Promise<SignedInPerson>;
  /** Sets the exercise of `aCatalogue`; the assignment's id. */
  assignment(): Promise<string>;
  /** A group of these people. */
  group(...people: readonly SignedInPerson[]): Promise<string>;
}

let year = 2100;

/** Makes a course with an assignment and whoever is asked for in the database, past the api. */
export async function aCourse(api: ApiUnderTest): Promise<TestCourse> {
  const { prisma } = api.database;
  year += 1;
  const [startsOn, endsOn] = [new Date(`${year}-01-01`), new Date(`${year}-12-31`)];
  const term = await prisma.term.create({ data: { name: `Year ${year}`, startsOn, endsOn } });
  const details = { code: 'OS-101', title: 'Operating systems', timeZone: 'Europe/Zurich' };
  const { id } = await prisma.course.create({ data: { termId: term.id, ...details } });
  return {
    id,
    termId: term.id,
    member: async (role) => {
      const somebody = await api.signedIn();
      await prisma.enrolment.create({
        data: { courseId: id, personId: somebody.person.id, role, source: 'hand' },
      });
      return somebody;
    },
    assignment: () => setExercise(api, id),
    group: async (...people) => {
      const group = await prisma.group.create({ data: { courseId: id, name: crypto.randomUUID() } });
      const members = people.map(({ person }) => ({ courseId: id, personId: person.id, groupId: group.id }));
      await prisma.groupMember.createMany({ data: members });
      return group.id;
    },
  };
}

async function setExercise(api: ApiUnderTest, courseId: string): Promise<string> {
  const { prisma } = api.database;
  const hash = `sha256:${'0'.repeat(64)}`;
  const exercise = 'pipe/01-parent-to-child';
  await prisma.exerciseVersion.upsert({
    where: { hash },
    create: { hash, exercise, archive: new Uint8Array() },
    update: {},
  });
  const { id } = await prisma.assignment.create({
    data: {
      courseId,
      position: 1,
      title: crypto.randomUUID(),
      exercise,
      exerciseHash: hash,
      releaseAt: new Date(Date.now() - 60_000),
      dueAt: new Date(Date.now() + 3_600_000),
      latePolicy: { kind: 'refuse', graceMinutes: 0 },
    },
  });
  return id;
}
