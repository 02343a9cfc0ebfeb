import { expect, test } from 'vitest';
import type { CheckGroup } from '#libs/contracts/report';
import { aReport } from '#libs/testing/factories';
import { hiddenGroups, hideChecks, hidePictures } from './hide-checks.js';

const check = (name: string, group: CheckGroup, { runs, passed }: { runs: string[]; passed: boolean }) => ({
  name,
  group,
  points: passed ? 20 : 0,
  maxPoints: 20,
  passed,
  says: passed ? '' : `${name} failed.`,
  saysZh: '',
  runs,
  seed: '7f3a',
});
const run = (id: string) => ({ id, case: `case of ${id}`, trace: true, picture: `${id}.svg` });
const report = aReport({
  passed: false,
  points: 40,
  maxPoints: 60,
  checks: [
    check('prints', 'behaviour', { runs: ['r1', 'r2'], passed: true }),
    check('survives', 'robustness', { runs: ['r2', 'r3'], passed: false }),
    check('is clean', 'hygiene', { runs: ['r1'], passed: true }),
  ],
  runs: ['r1', 'r2', 'r3', 'r4'].map(run),
});

test('hidden checks leave neither names nor points nor sentences nor runs behind', () => {
  const shown = hideChecks(report, ['robustness']);
  expect(shown).toMatchObject({ points: 40, maxPoints: 40, passed: true });
  expect(shown.checks.map((one) => one.name)).toEqual(['prints', 'is clean']);
  expect(shown.runs.map((one) => one.id)).toEqual(['r1', 'r2']);
  expect(JSON.stringify(shown)).not.toMatch(/survives|r3|r4/);
});

test('whether somebody passed cannot be told while everything is hidden', () => {
  const all = ['behaviour', 'evidence', 'robustness', 'hygiene'] as const;
  for (const passed of [true, false]) {
    const one = { ...report, passed, checks: report.checks.map((row) => ({ ...row, passed })) };
    expect(hideChecks(one, all)).toMatchObject({
      passed: false,
      points: 0,
      maxPoints: 0,
      checks: [],
      runs: [],
    });
  }
});

test('two reports that differ in hidden checks only are shown as the same', () => {
  const better = {
    ...report,
    passed: true,
    points: 60,
    checks: report.checks.map((row) =>
      row.group === 'robustness' ? check('survives', 'robustness', { runs: ['r3'], passed: true }) : row,
    ),
  };
  expect(hideChecks(better, ['robustness'])).toEqual(hideChecks(report, ['robustness']));
});

test('the compiler has no groups: what it said is always shown', () => {
  const broken = aReport({ outcome: 'did-not-compile', passed: false, points: 0, checks: [], runs: [] });
  expect(hideChecks(broken, ['behaviour'])).toBe(broken);
});

test('pictures of hidden runs are not shown', () => {
  const pictures = ['r1', 'r2', 'r3', 'r4'].map((id) => ({ run: id }));
  expect(hidePictures(pictures, report, ['robustness'])).toEqual([{ run: 'r1' }, { run: 'r2' }]);
  expect(hidePictures(pictures, report, [])).toBe(pictures);
});

test('what is hidden is shown from the own due time on', () => {
  const dueAt = new Date('2027-03-01T17:00:00Z');
  const latePolicy = { kind: 'refuse', graceMinutes: 60 } as const;
  const assignment = { dueAt, latePolicy, hiddenGroups: ['hygiene', 'evidence'] };
  const allowance = { dueAt: new Date('2027-03-02T17:00:00Z'), extraAttempts: 0 };
  expect(hiddenGroups(assignment, null, new Date('2027-03-01T16:59:59Z'))).toEqual(['evidence', 'hygiene']);
  expect(hiddenGroups(assignment, null, dueAt)).toEqual([]);
  expect(hiddenGroups(assignment, allowance, dueAt)).toEqual(['evidence', 'hygiene']);
});
