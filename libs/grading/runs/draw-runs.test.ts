import { expect, test } from 'vitest';
import { aFlow, aHistory } from '#libs/testing/a-history';
import { aCaseRun } from '#libs/testing/a-case-run';
import { drawRuns } from './draw-runs.js';

const seen = aCaseRun({ history: aHistory({ transfers: [aFlow('abcdef')] }) });

test('the picture of a run points at what a failed check of it is about, and at nothing else', async () => {
  const [plain] = await drawRuns([seen], new Map([['r2', ['p1']]]));
  expect(plain?.svg).not.toContain('class="ipc-pointer"');
  const [marked] = await drawRuns([seen], new Map([['r1', ['p2', 'o1']]]));
  expect(marked?.svg.split('class="ipc-pointer"')).toHaveLength(3);
});

test('the title of a picture is in both languages of the report', async () => {
  expect((await drawRuns([seen], new Map()))[0]?.svg).toContain('<title>one · 一</title>');
});
