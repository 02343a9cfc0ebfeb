import type { Database } from '#libs/database/database';
import type { GeneratedClass } from '../a-class.js';

/** What a transaction offers. */
export type Transaction = Parameters<Parameters<Database['prisma']['$transaction']>[0]>[0];

interface Enrolling {
  readonly people: number;
  readonly assignments: number;
  readonly exercises: readonly string[];
  readonly seed: number;
}

/** Students of one section, and of one group. */
const sectionSize = 50;
const groupSize = 3;

const begin = '2026-02-16T08:00:00Z';

/** Makes the course: its term, sections, people, groups and assignments, one of which is due every week or sooner. */
export async function enrolClass(prisma: Transaction, given: Enrolling): Promise<GeneratedClass> {
  const name = `generated ${given.seed}`;
  const [course] = await prisma.$queryRaw<{ courseId: string; instructorId: string }[]>`
    SELECT pg_temp.id_at(${begin}::timestamptz, 'course') AS "courseId", pg_temp.id_at(${begin}::timestamptz, 'instructor') AS "instructorId"`;
  if (course === undefined) throw new Error('PostgreSQL gave no row for a SELECT of one');
  const { courseId, instructorId } = course;
  // Terms do not overlap, and several classes may be generated into one database.
  const days = { startsOn: new Date('2026-02-16'), endsOn: new Date('2026-06-30') };
  const term = await prisma.term.upsert({
    where: { name: 'Generated' },
    create: { name: 'Generated', ...days },
    update: {},
  });
  await prisma.course.create({
    data: { id: courseId, termId: term.id, code: `OS-${given.seed}`, title: name, timeZone: 'Asia/Shanghai' },
  });
  await prisma.person.create({
    data: { id: instructorId, email: `instructor-${given.seed}@example.org`, name: 'Instructor' },
  });
  await prisma.enrolment.create({
    data: { courseId, personId: instructorId, role: 'instructor', source: 'hand' },
  });
  await addStudents(prisma, { courseId, people: given.people, seed: given.seed });
  await addAssignments(prisma, { ...given, courseId });
  const assignments = await prisma.assignment.findMany({ where: { courseId }, orderBy: { position: 'asc' } });
  const students = await prisma.$queryRaw<{ id: string }[]>`
    SELECT p."id" FROM "Person" p JOIN "Enrolment" e ON e."personId" = p."id"
    WHERE e."courseId" = ${courseId} AND e."role" = 'student' ORDER BY p."name"`;
  const ids = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id);
  return { courseId, instructorId, assignmentIds: ids(assignments), studentIds: ids(students) };
}

async function addStudents(
  prisma: Transaction,
  { courseId, people, seed }: { readonly courseId: string; readonly people: number; readonly seed: number },
): Promise<void> {
  await prisma.$executeRaw`
    INSERT INTO "Section" ("id", "courseId", "name")
    SELECT pg_temp.id_at(${begin}::timestamptz, 'section ' || n), ${courseId}, 'Section ' || lpad((n + 1)::text, 3, '0')
    FROM generate_series(0, (${people}::int - 1) / ${sectionSize}::int) AS n`;
  await prisma.$executeRaw`
    INSERT INTO "Group" ("id", "courseId", "name")
    SELECT pg_temp.id_at(${begin}::timestamptz, 'group ' || n), ${courseId}, 'Group ' || lpad((n + 1)::text, 4, '0')
    FROM generate_series(0, (${people}::int - 1) / ${groupSize}::int) AS n`;
  await prisma.$executeRaw`
    INSERT INTO "Person" ("id", "email", "name")
    SELECT pg_temp.id_at(${begin}::timestamptz, 'person ' || n), 'student-' || ${seed}::int || '-' || n || '@example.org',
      'Student ' || lpad((n + 1)::text, 5, '0') FROM generate_series(0, ${people}::int - 1) AS n`;
  await prisma.$executeRaw`
    INSERT INTO "Enrolment" ("id", "courseId", "personId", "sectionId", "source")
    SELECT pg_temp.id_at(${begin}::timestamptz, 'enrolment ' || n), ${courseId}, pg_temp.id_at(${begin}::timestamptz, 'person ' || n),
      pg_temp.id_at(${begin}::timestamptz, 'section ' || n / ${sectionSize}::int), 'csv' FROM generate_series(0, ${people}::int - 1) AS n`;
  await prisma.$executeRaw`
    INSERT INTO "GroupMember" ("courseId", "personId", "groupId")
    SELECT ${courseId}, pg_temp.id_at(${begin}::timestamptz, 'person ' || n),
      pg_temp.id_at(${begin}::timestamptz, 'group ' || n / ${groupSize}::int) FROM generate_series(0, ${people}::int - 1) AS n`;
}

async function addAssignments(
  prisma: Transaction,
  { courseId, exercises, assignments }: Enrolling & { readonly courseId: string },
): Promise<void> {
  for (const exercise of new Set(exercises)) {
    const archive = Buffer.from('no archive');
    await prisma.exerciseVersion.upsert({
      where: { hash: hashOf(exercise) },
      create: { hash: hashOf(exercise), exercise, archive },
      update: {},
    });
  }
  const ids = await prisma.$queryRaw<{ id: string }[]>`
    SELECT pg_temp.id_at(${begin}::timestamptz, 'assignment ' || n) AS id FROM generate_series(1, ${assignments}::int) AS n ORDER BY n`;
  for (const [place, { id }] of ids.entries()) {
    const exercise = exercises[place % exercises.length] ?? '';
    const releaseAt = new Date(Date.parse(begin) + place * 4 * 24 * 3_600_000);
    await prisma.assignment.create({
      data: {
        id,
        courseId,
        position: place + 1,
        title: `Assignment ${String(place + 1).padStart(2, '0')}`,
        exercise,
        exerciseHash: hashOf(exercise),
        weight: 1 + (place % 3),
        releaseAt,
        dueAt: new Date(releaseAt.getTime() + 7 * 24 * 3_600_000),
        latePolicy: { kind: 'refuse', graceMinutes: 0 },
      },
    });
  }
}

/** Made of the name, in hexadecimal: no exercise really has it. */
function hashOf(exercise: string): string {
  return `sha256:${Buffer.from(exercise).toString('hex').padEnd(64, '0').slice(0, 64)}`;
}
