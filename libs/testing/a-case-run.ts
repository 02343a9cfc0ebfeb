import type { SourceFile } from '#libs/contracts/language';
import { readPlan } from '#libs/grading/plan';
import type { Run } from '#libs/sandbox/sandbox';
import type { History } from '#libs/trace/history';
import { aRun } from './a-run.js';
import { anExercise } from './an-exercise.js';

/** A traced case of `uppercase` that was run; give what it did. */
export function aCaseRun(
  over: {
    run?: Run;
    history?: History;
    input?: Uint8Array;
    files?: Record<string, string>;
    sources?: readonly SourceFile[];
  } = {},
) {
  const check = {
    name: { en: 'a', zh: 'a' },
    group: 'behaviour',
    points: 100,
    expect: [{ kind: 'nothing-left', case: 'one' }],
  };
  const plan = { cases: [{ id: 'one', title: { en: 'one', zh: '一' }, traced: true }], checks: [check] };
  const [only] = readPlan(anExercise({ plan })).cases;
  if (!only) throw new Error('The plan of a case has a case.');
  const files = new Map(Object.entries(over.files ?? {}).map(([path, text]) => [path, Buffer.from(text)]));
  return {
    id: 'r1',
    case: only,
    run: over.run ?? aRun({ files }),
    inputs: [over.input ?? new Uint8Array()],
    token: 'sometoken',
    sources: over.sources ?? [],
    program: 'uppercase',
    history: over.history ?? null,
  };
}
