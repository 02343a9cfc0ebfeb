import type { CheckResult, Report } from '#libs/contracts/report';
import { escapeXml } from './escape-xml.js';

/**
 * Writes a report as JUnit XML, in the form that GitHub's and GitLab's viewers and Jenkins read: a suite an exercise, a case a check,
 * a failure with the sentence that students read. What did not compile, and what was not graded, is one case with an error.
 */
export function reportToJunit(report: Report, language: 'en' | 'zh'): string {
  const cases =
    report.outcome === 'graded'
      ? report.checks.map((check) => caseOf(report, check, language))
      : [errorOf(report)];
  const failures = cases.filter((one) => one.includes('<failure')).length;
  const errors = report.outcome === 'graded' ? 0 : 1;
  const seconds = (report.timing.totalMs / 1_000).toFixed(3);
  const counts = `tests="${cases.length}" failures="${failures}" errors="${errors}" skipped="0" time="${seconds}"`;
  const properties = Object.entries({ points: report.points, maxPoints: report.maxPoints, seed: report.seed })
    .map(([name, value]) => `      <property name="${name}" value="${escapeXml(String(value))}"/>\n`)
    .join('');
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="ipclab" ${counts}>
  <testsuite name="${escapeXml(report.exercise)}" ${counts}>
    <properties>
${properties}    </properties>
${cases.join('\n')}
  </testsuite>
</testsuites>
`;
}

function caseOf({ exercise }: Report, check: CheckResult, language: 'en' | 'zh'): string {
  const name = `name="${escapeXml(check.name)}" classname="${escapeXml(`${exercise}.${check.group}`)}" time="0"`;
  if (check.passed) return `    <testcase ${name}/>`;
  const says = escapeXml(language === 'zh' ? check.saysZh : check.says);
  return `    <testcase ${name}><failure type="${check.group}" message="${says}">${says}</failure></testcase>`;
}

function errorOf({ exercise, outcome, compiler }: Report): string {
  const [name, message] =
    outcome === 'did-not-compile'
      ? ['compiles', 'It did not compile.']
      : ['graded', 'It was not graded because something failed on our side.'];
  return `    <testcase name="${name}" classname="${escapeXml(exercise)}" time="0"><error type="${outcome}" message="${message}">${escapeXml(compiler.says)}</error></testcase>`;
}
