import type { CheckResult, LessonPlace, Report } from '#libs/contracts/report';
import { paint } from '../paint.js';
import { printable } from '../printable.js';

/** A report for a terminal: a line a check, the sentence below each that failed. */
export function tellReport(report: Report, lang: 'en' | 'zh'): string {
  const head = `${report.exercise} (${report.language}), seed ${report.seed}`;
  if (report.outcome === 'did-not-compile') {
    return `${paint('bold', head)}\n${paint('red', 'It did not compile.')}\n${printable(report.compiler.says)}\n`;
  }
  const says = report.compiler.says === '' ? [] : [paint('dim', printable(report.compiler.says)), ''];
  const rows = report.checks.map((check) => tellCheck(check, lang));
  const verdict = report.passed ? paint('green', 'passed') : paint('red', 'not passed');
  const limits = report.sandbox.limits === 'soft' ? ' (limits of this host are soft)' : '';
  return [
    paint('bold', head),
    ...says,
    ...rows,
    `${report.points}/${report.maxPoints} points, ${verdict}, ${Math.round(report.timing.totalMs)} ms${limits}`,
    '',
  ].join('\n');
}

function tellCheck(check: CheckResult, lang: 'en' | 'zh'): string {
  const mark = check.passed ? paint('green', '✓') : paint('red', '✗');
  const points = `${check.points}/${check.maxPoints}`.padStart(5);
  const line = `${mark} ${points}  ${check.group.padEnd(10)}  ${check.name}`;
  if (check.passed) return line;
  const says = `${line}\n          ${paint('yellow', printable(lang === 'zh' ? check.saysZh : check.says))}`;
  return !check.lesson ? says : `${says}\n          ${paint('dim', tellLesson(check.lesson, lang))}`;
}

function tellLesson({ mechanism, en, zh }: LessonPlace, lang: 'en' | 'zh'): string {
  return lang === 'zh' ? `课程 ${mechanism}：“${zh}”` : `Lesson ${mechanism}: "${en}"`;
}
