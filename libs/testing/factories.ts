import { randomUUID } from 'node:crypto';
import type { Report } from '#libs/contracts/report';
import type { NewPerson } from '#libs/database/people.store';
import type { GradedParts, NewSubmission } from '#libs/database/submissions.store';
import { aTrace } from './a-trace.js';

/** A person nobody else is; the password hash fits no password. */
export function aPerson(parts: Partial<NewPerson> = {}): NewPerson {
  const email = `${randomUUID()}@example.org`;
  return { email, name: 'Somebody', passwordHash: '$argon2id$none', role: 'student', ...parts };
}

/** A hand-in for the first pipe exercise, of the person named. */
export function aSubmission(parts: Partial<NewSubmission> & Pick<NewSubmission, 'personId'>): NewSubmission {
  return {
    idempotencyKey: null,
    exercise: 'pipe/01-parent-to-child',
    exerciseHash: `sha256:${'0'.repeat(64)}`,
    language: 'c',
    files: [{ path: 'uppercase.c', content: 'int main(void) { return 0; }\n' }],
    seed: '7f3a',
    ...parts,
  };
}

/** A report of full points with no checks in it. */
export function aReport(parts: Partial<Report> = {}): Report {
  return {
    exercise: 'pipe/01-parent-to-child',
    exerciseHash: `sha256:${'0'.repeat(64)}`,
    language: 'c',
    outcome: 'graded',
    passed: true,
    points: 100,
    maxPoints: 100,
    checks: [],
    compiler: { exitCode: 0, says: '' },
    runs: [{ id: 'r1', case: 'small input', trace: true, picture: 'r1.svg' }],
    sandbox: { engine: 'fake', image: `sha256:${'1'.repeat(64)}`, limits: 'soft' },
    timing: { queueMs: 0, compileMs: 1, runMs: 2, totalMs: 3 },
    seed: '7f3a',
    ...parts,
  };
}

/** A whole grading: a report and the picture of its one run. */
export function aGrading(parts: Partial<Report> = {}): GradedParts {
  const picture = {
    run: 'r1',
    name: 'r1.svg',
    svg: '<svg xmlns="http://www.w3.org/2000/svg"/>',
    text: 'Nothing happened.',
    trace: aTrace({ processes: [], objects: [] }),
  };
  return { report: aReport(parts), pictures: [picture] };
}
