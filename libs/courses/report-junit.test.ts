import { expect, test } from 'vitest';
import { aReport } from '#libs/testing/factories';
import { reportToJunit } from './report-junit.js';

const check = {
  name: 'end of file reaches the child',
  group: 'behaviour',
  points: 0,
  maxPoints: 15,
  passed: false,
  says: 'It printed "<\u0007>" & stayed.',
  saysZh: '它没有结束。',
  runs: ['r1'],
  seed: '7f3a',
} as const;

test('a check is a case, and one that failed says why in words that XML can hold', () => {
  const report = aReport({
    checks: [
      { ...check, runs: ['r1'] },
      { ...check, passed: true, runs: [] },
    ],
  });
  const xml = reportToJunit(report, 'en');
  expect(xml).toContain('<testsuite name="pipe/01-parent-to-child" tests="2" failures="1" errors="0"');
  expect(xml).toContain(
    '<testcase name="end of file reaches the child" classname="pipe/01-parent-to-child.behaviour" time="0"><failure type="behaviour" message="It printed &quot;&lt;\ufffd&gt;&quot; &amp; stayed.">',
  );
  expect(xml).toContain(
    '<testcase name="end of file reaches the child" classname="pipe/01-parent-to-child.behaviour" time="0"/>',
  );
  expect(reportToJunit(report, 'zh')).toContain('message="它没有结束。"');
});

test.each([
  ['did-not-compile', 'It did not compile.'],
  ['not-graded', 'It was not graded because something failed on our side.'],
] as const)('what is %s is one error', (outcome, says) => {
  const compiler = { exitCode: 1, says: 'a.c:1: error: ‘x’ <undeclared>' };
  const xml = reportToJunit(aReport({ outcome, compiler, passed: false }), 'en');
  expect(xml).toContain('tests="1" failures="0" errors="1"');
  expect(xml).toContain(
    `<error type="${outcome}" message="${says}">a.c:1: error: ‘x’ &lt;undeclared&gt;</error>`,
  );
});
