import { expect, test } from 'vitest';
import { aCaseRun } from '#libs/testing/a-case-run';
import { aHistory, aPipe, aProcess } from '#libs/testing/a-history';
import { aProgramResult, aRun } from '#libs/testing/a-run';
import { openedOnlyBy } from './opened-only-by.js';

const file = { ...aPipe({ id: 'o1' }), mechanism: 'file', kind: 'file', name: '/box/in-sometoken' } as const;

function says(...openers: string[]) {
  const processes = [aProcess({ id: 'p1', program: 0 }), aProcess({ id: 'p2', program: 1 })];
  const descriptors = openers.map((process) => ({
    process,
    fd: 3,
    object: 'o1',
    access: 'read' as const,
    closeOnExec: false,
    fromMs: 1,
    untilMs: 2,
    endedBy: 'close' as const,
  }));
  const programs = ['receiver', 'sender'].map((name) => aProgramResult({ name }));
  const history = aHistory({ processes, objects: [file], descriptors });
  const wanted = { path: '/box/in-{{token}}', by: 1, programs: [0, 1] };
  return openedOnlyBy.judge(wanted, aCaseRun({ run: aRun({ programs }), history }));
}

test('a file that its own program opened is fine', () => {
  expect(says('p2')).toBeNull();
  expect(says()).toBeNull();
});

test('who opened a file that is not its own is told', () => {
  expect(says('p2', 'p1')).toEqual({
    about: ['o1'],
    en: '`receiver` opened `in-sometoken`, which only `sender` may open.',
    zh: '`receiver`打开了 `in-sometoken`，而只有`sender`可以打开它。',
  });
});
