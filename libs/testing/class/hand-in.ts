import type { CheckResult } from '#libs/contracts/report';
import type { Transaction } from './enrol-class.js';

/** A check of every generated exercise; `never` is the part of those who try that does not get it right in any attempt. */
interface GeneratedCheck {
  readonly name: string;
  readonly group: 'behaviour' | 'evidence' | 'robustness' | 'hygiene';
  readonly points: number;
  readonly never: number;
}

const checks: readonly GeneratedCheck[] = [
  { name: 'short input comes out right', group: 'behaviour', points: 20, never: 0.02 },
  { name: 'end of file reaches the child', group: 'behaviour', points: 20, never: 0.06 },
  { name: 'the data goes through the mechanism', group: 'evidence', points: 20, never: 0.03 },
  { name: 'an interrupted call is called again', group: 'robustness', points: 15, never: 0.18 },
  { name: 'a killed reader is noticed', group: 'robustness', points: 10, never: 0.05 },
  { name: 'every write end is closed', group: 'hygiene', points: 15, never: 0.72 },
];

const groups = ['behaviour', 'evidence', 'robustness', 'hygiene'] as const;

const columns = {
  names: checks.map(({ name }) => name),
  groups: checks.map(({ group }) => group),
  points: checks.map(({ points }) => points),
  nevers: checks.map(({ never }) => never),
  asPassed: checks.map((check) => JSON.stringify(rowOf(check, true))),
  asFailed: checks.map((check) => JSON.stringify(rowOf(check, false))),
  groupMaxPoints: groups.map((group) =>
    checks.filter((check) => check.group === group).reduce((sum, { points }) => sum + points, 0),
  ),
};

/** The check as a row of a report. */
function rowOf({ name, group, points }: GeneratedCheck, passed: boolean): CheckResult {
  return {
    name,
    group,
    points: passed ? points : 0,
    maxPoints: points,
    passed,
    says: passed ? '' : 'This was not seen.',
    saysZh: passed ? '' : '没有看到。',
    runs: ['r1'],
    seed: '7f3a',
  };
}

interface Handing {
  readonly courseId: string;
  readonly assignmentId: string;
  /** Of the assignment in the course, from 0. */
  readonly place: number;
  readonly attempts: number;
}

/** Has the class hand in one assignment: submissions, reports and scores. */
export async function handIn(prisma: Transaction, handing: Handing): Promise<void> {
  await prisma.$executeRaw`DROP TABLE IF EXISTS pg_temp."tries"`;
  await decideTries(prisma, handing);
  await addSubmissions(prisma, handing.assignmentId);
  await addReports(prisma);
  await addScores(prisma, handing.assignmentId);
}

/** A row for each who tries: how many attempts, and at which attempt each check passes. */
async function decideTries(prisma: Transaction, handing: Handing): Promise<void> {
  const { courseId, assignmentId, place, attempts } = handing;
  await prisma.$executeRaw`
    CREATE TEMPORARY TABLE "tries" AS
    SELECT e."personId" AS person, a."exercise" AS exercise, a."exerciseHash" AS hash, ${`${place} `}::text || e."personId" AS name,
      1 + floor(pg_temp.draw(${`attempts ${place} `}::text || e."personId") * (2 * ${attempts}::int - 1))::int AS attempts,
      pg_temp.draw(${`failed ${place} `}::text || e."personId") < 0.04 AS failed,
      a."releaseAt" + pg_temp.draw(${`at ${place} `}::text || e."personId") * interval '6 days' AS first_at,
      ARRAY(
        SELECT CASE WHEN pg_temp.draw(${`never ${place} `}::text || c.place || e."personId") < c.never THEN 1000
          ELSE 1 + floor(-log(2, (1 - pg_temp.draw(${`passes ${place} `}::text || c.place || e."personId"))::numeric) / 1.5)::int END
        FROM unnest(${columns.nevers}::float[]) WITH ORDINALITY AS c (never, place) ORDER BY c.place
      ) AS passes
    FROM "Enrolment" e CROSS JOIN "Assignment" a
    WHERE e."courseId" = ${courseId} AND e."role" = 'student' AND a."id" = ${assignmentId}
      AND pg_temp.draw(${`tries ${place} `}::text || e."personId") < 0.95 - 0.005 * ${place}::int`;
}

/** Attempts of one person are forty minutes apart; number 0 is the one that was not graded. */
const attemptAt = `t.first_at + (k - 1) * interval '40 minutes'`;
const attemptId = `pg_temp.id_at(${attemptAt}, 'submission ' || t.name || ' ' || k)`;
const attemptsOf = `generate_series(CASE WHEN t.failed THEN 0 ELSE 1 END, t.attempts)`;

async function addSubmissions(prisma: Transaction, assignmentId: string): Promise<void> {
  const files = [{ path: 'uppercase.c', content: 'int main(void) { return 0; }\n' }];
  const sql = `
    INSERT INTO "Submission" ("id", "personId", "exercise", "exerciseHash", "language", "files", "seed", "state", "revision", "attempts",
      "failure", "submittedAt", "startedAt", "endedAt", "touchedAt", "assignmentId")
    SELECT ${attemptId}, t.person, t.exercise, t.hash, 'c', $1::jsonb, '7f3a',
      CASE WHEN k = 0 THEN 'NOT_GRADED' ELSE 'GRADED' END::"SubmissionState", 4, 1,
      CASE WHEN k = 0 THEN 'The sandbox could not be prepared.' END, ${attemptAt}, ${attemptAt}, ${attemptAt}, ${attemptAt}, $2
    FROM "tries" t CROSS JOIN LATERAL ${attemptsOf} AS k`;
  await prisma.$executeRawUnsafe(sql, JSON.stringify(files), assignmentId);
}

async function addReports(prisma: Transaction): Promise<void> {
  const sumOf = (group: string) =>
    `coalesce(sum(c.points) FILTER (WHERE c.pass <= k AND c.in_group = '${group}'), 0)`;
  const sql = `
    INSERT INTO "Report" ("submissionId", "outcome", "passed", "points", "maxPoints", "failedChecks", "groupPoints", "groupMaxPoints",
      "wrongShape", "body", "createdAt")
    SELECT ${attemptId}, 'graded', own.failed = '{}', own.points, 100, own.failed, own.by_group, $6,
      CASE WHEN own.failed <> '{}' THEN md5(own.failed[1] || floor(4 * pg_temp.draw('shape ' || t.name))) END, jsonb_build_object(
        'exercise', t.exercise, 'exerciseHash', t.hash, 'language', 'c', 'outcome', 'graded', 'passed', own.failed = '{}',
        'points', own.points, 'maxPoints', 100, 'checks', own.checks, 'compiler', '{"exitCode": 0, "says": ""}'::jsonb,
        'runs', '[{"id": "r1", "case": "small input", "trace": true, "picture": "r1.svg"}]'::jsonb,
        'sandbox', '{"engine": "generated", "image": "sha256:0", "limits": "hard"}'::jsonb,
        'timing', '{"queueMs": 1, "compileMs": 1, "runMs": 1, "totalMs": 3}'::jsonb, 'seed', '7f3a'), ${attemptAt}
    FROM "tries" t CROSS JOIN LATERAL generate_series(1, t.attempts) AS k CROSS JOIN LATERAL (
      SELECT coalesce(sum(c.points) FILTER (WHERE c.pass <= k), 0) AS points,
        coalesce(array_agg(c.name ORDER BY c.place) FILTER (WHERE c.pass > k), '{}') AS failed, ARRAY[${groups.map(sumOf).join()}] AS by_group,
        jsonb_agg(CASE WHEN c.pass <= k THEN c.as_passed ELSE c.as_failed END ORDER BY c.place) AS checks
      FROM unnest(t.passes, $1::text[], $2::text[], $3::float[], $4::text[]::jsonb[], $5::text[]::jsonb[]) WITH ORDINALITY
        AS c (pass, name, in_group, points, as_passed, as_failed, place)) AS own`;
  const { names, points, asPassed, asFailed, groupMaxPoints } = columns;
  await prisma.$executeRawUnsafe(sql, names, columns.groups, points, asPassed, asFailed, groupMaxPoints);
}

/** As the scores of the real thing are: the best attempt counts, and points never fall here. */
async function addScores(prisma: Transaction, assignmentId: string): Promise<void> {
  const riseAt = `t.first_at + (own.rose - 1) * interval '40 minutes'`;
  const sql = `
    INSERT INTO "Score" ("assignmentId", "personId", "fraction", "counts", "attempts", "stalled", "submissionId", "failedChecks",
      "groupPoints", "groupMaxPoints", "wrongShape", "firstAt", "lastAt", "passedAt", "passedAtAttempt")
    SELECT $1, t.person, r."points" / 100, r."points" / 100, t.attempts, t.attempts - own.rose, r."submissionId", r."failedChecks",
      r."groupPoints", r."groupMaxPoints", r."wrongShape", t.first_at, t.first_at + (t.attempts - 1) * interval '40 minutes',
      CASE WHEN r."passed" THEN ${riseAt} END, CASE WHEN r."passed" THEN own.rose END
    FROM "tries" t
    CROSS JOIN LATERAL (SELECT coalesce(max(pass) FILTER (WHERE pass <= t.attempts), 1) AS rose FROM unnest(t.passes) AS pass) AS own
    JOIN "Report" r ON r."submissionId" = pg_temp.id_at(${riseAt}, 'submission ' || t.name || ' ' || own.rose)`;
  await prisma.$executeRawUnsafe(sql, assignmentId);
}
