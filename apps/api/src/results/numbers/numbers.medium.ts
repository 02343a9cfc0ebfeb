// Real: PostgreSQL, HTTP.
import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { fillClass, type GeneratedClass } from '#libs/testing/a-class';
import { countStatements } from '#libs/testing/count-statements';
import { withApi, type SignedInPerson } from '../../testing/api-under-test.js';

const api = withApi();
let made: GeneratedClass;
let staff: SignedInPerson;
beforeAll(async () => {
  made = await fillClass(api.database, {
    people: 80,
    assignments: 3,
    attempts: 4,
    seed: 21,
    exercises: ['pipe/01-parent-to-child', 'socket/01-generated'],
  });
  staff = await api.signedIn();
  await api.database.prisma.enrolment.create({
    data: { courseId: made.courseId, personId: staff.person.id, role: 'assistant', source: 'hand' },
  });
});

async function ask<T>(fields: string, shape: z.ZodType<T>): Promise<T> {
  const query = `query ($course: ID!) { course(id: $course) { results { ${fields} } } }`;
  const { data, errors } = await api.ask(query, { course: made.courseId }, staff.token);
  expect(errors).toBeUndefined();
  return z.object({ results: shape }).parse(data?.['course']).results;
}

function scores() {
  const where = { assignment: { courseId: made.courseId } };
  return api.database.prisma.score.findMany({ where, orderBy: { assignmentId: 'asc' } });
}

test('a distribution says how the fractions of an assignment are spread', async () => {
  const shape = z.object({
    distributions: z.array(
      z.object({
        assignment: z.object({ id: z.string() }),
        people: z.number(),
        missing: z.number(),
        median: z.number(),
        mean: z.number(),
        tenths: z.array(z.object({ people: z.number() })),
      }),
    ),
  });
  const fields = 'distributions { assignment { id } people missing median mean tenths { people } }';
  const { distributions } = await ask(fields, shape);
  const all = await scores();
  expect(distributions.map(({ assignment }) => assignment.id)).toEqual(made.assignmentIds);
  for (const { assignment, people, missing, median, mean, tenths } of distributions) {
    const counts = all
      .filter(({ assignmentId }) => assignmentId === assignment.id)
      .map(({ counts: fraction }) => fraction ?? -1)
      .toSorted((one, other) => one - other);
    expect(people).toBe(counts.length);
    expect(people + missing).toBe(80);
    const middle = [counts[Math.ceil(people / 2) - 1] ?? -1, counts[Math.floor(people / 2)] ?? -1];
    expect(median).toBeCloseTo(((middle[0] ?? -1) + (middle[1] ?? -1)) / 2, 2);
    expect(mean).toBeCloseTo(counts.reduce((sum, one) => sum + one, 0) / people, 2);
    expect(tenths.reduce((sum, tenth) => sum + tenth.people, 0)).toBe(people);
  }
});

test('the total of the class is spread over all students', async () => {
  const shape = z.object({
    totalDistribution: z.object({
      people: z.number(),
      mean: z.number(),
      median: z.number(),
      tenths: z.array(z.object({ from: z.number(), people: z.number() })),
    }),
  });
  const { totalDistribution } = await ask(
    'totalDistribution { people mean median tenths { from people } }',
    shape,
  );
  expect(totalDistribution.people).toBe(80);
  expect(totalDistribution.tenths.reduce((sum, { people }) => sum + people, 0)).toBe(80);
  expect(totalDistribution.tenths).toHaveLength(10);
});

test('most of the class never closes the write end, and the failure rates say so', async () => {
  const shape = z.object({
    checkFailures: z.array(
      z.object({
        assignment: z.object({ id: z.string() }),
        tried: z.number(),
        checks: z.array(
          z.object({ name: z.object({ en: z.string() }), failing: z.number(), rate: z.number() }),
        ),
      }),
    ),
  });
  const { checkFailures } = await ask(
    'checkFailures { assignment { id } tried checks { name { en zh } group failing rate } }',
    shape,
  );
  const all = await scores();
  for (const { assignment, tried, checks } of checkFailures) {
    const own = all.filter(({ assignmentId }) => assignmentId === assignment.id);
    expect(tried).toBe(own.length);
    expect(checks[0]?.name.en).toBe('every write end is closed');
    expect(checks[0]?.rate).toBeGreaterThan(0.5);
    for (const { name, failing, rate } of checks) {
      expect(failing).toBe(own.filter(({ failedChecks }) => failedChecks.includes(name.en)).length);
      expect(rate).toBeCloseTo(failing / tried, 9);
    }
  }
});

test('attempts and the time to the first pass are those of the scores', async () => {
  const shape = z.object({
    attempts: z.array(
      z.object({
        assignment: z.object({ id: z.string() }),
        tried: z.number(),
        passed: z.number(),
        attempts: z.number(),
        passesAtAttempt: z.array(z.object({ attempt: z.number(), people: z.number() })),
        medianSecondsToPass: z.number().nullable(),
      }),
    ),
  });
  const { attempts } = await ask(
    'attempts { assignment { id } tried passed attempts medianAttemptsToPass passesAtAttempt { attempt people } medianSecondsToPass }',
    shape,
  );
  const all = await scores();
  for (const row of attempts) {
    const own = all.filter(({ assignmentId }) => assignmentId === row.assignment.id);
    expect(row.attempts).toBe(own.reduce((sum, one) => sum + one.attempts, 0));
    expect(row.passed).toBe(own.filter(({ passedAt }) => passedAt !== null).length);
    for (const { attempt, people } of row.passesAtAttempt)
      expect(people).toBe(own.filter(({ passedAtAttempt }) => passedAtAttempt === attempt).length);
  }
  expect(attempts.some(({ passed }) => passed > 0)).toBe(true);
});

test('progress counts every hand-in and every first pass on its day in the zone of the course', async () => {
  const shape = z.object({
    progress: z.array(z.object({ day: z.string(), handIns: z.number(), firstPasses: z.number() })),
  });
  const { progress } = await ask('progress { day handIns firstPasses }', shape);
  const submissions = await api.database.prisma.submission.findMany({ omit: { files: true } });
  const day = (at: Date) => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
  expect(progress.map(({ handIns }) => handIns)).toEqual(
    progress.map((row) => submissions.filter(({ submittedAt }) => day(submittedAt) === row.day).length),
  );
  expect(progress.reduce((sum, { handIns }) => sum + handIns, 0)).toBe(submissions.length);
  const passed = (await scores()).filter(({ passedAt }) => passedAt !== null).length;
  expect(progress.reduce((sum, { firstPasses }) => sum + firstPasses, 0)).toBe(passed);
});

test('the heat map is darkest where the class fails', async () => {
  const shape = z.object({
    heatMap: z.array(
      z.object({ mechanism: z.string(), group: z.string(), fraction: z.number(), scores: z.number() }),
    ),
  });
  const { heatMap } = await ask('heatMap { mechanism group fraction scores }', shape);
  expect(heatMap).toHaveLength(8);
  for (const mechanism of ['pipe', 'socket']) {
    const cells = heatMap.filter((cell) => cell.mechanism === mechanism);
    const darkest = cells.toSorted((one, other) => one.fraction - other.fraction)[0];
    expect(darkest?.group).toBe('hygiene');
  }
});

test('all numbers together take as many statements for a class of 40 as for one of 80', async () => {
  const small = await fillClass(api.database, { people: 40, assignments: 1, attempts: 2, seed: 22 });
  await api.database.prisma.enrolment.create({
    data: { courseId: small.courseId, personId: staff.person.id, role: 'assistant', source: 'hand' },
  });
  const query = `query ($course: ID!) { course(id: $course) { results { distributions { median } totalDistribution { median }
    checkFailures { tried } attempts { tried } progress { day } heatMap { fraction } assignments { title } } } }`;
  const asking = (course: string) => () => api.ask(query, { course }, staff.token);
  await asking(made.courseId)();
  const statements = await countStatements(asking(made.courseId));
  expect(statements).toBeGreaterThan(3);
  expect(await countStatements(asking(small.courseId))).toBe(statements);
});
