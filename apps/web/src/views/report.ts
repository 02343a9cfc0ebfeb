import type { CheckResult, LessonPlace } from '#libs/contracts/report';
import type { ReportAnswer } from '../api/submissions.js';
import { element, withAttributes } from '../element.js';
import { groupName, text } from '../texts.js';
import type { Lang } from '../texts.js';

/** A report as a student reads it: the verdict first, then one row a check, with a whole sentence for each that failed. */
export function reportView(report: ReportAnswer, lang: Lang): HTMLElement {
  const verdict = report.passed ? 'passed' : 'failed';
  const points = `${report.points} / ${report.maxPoints} ${text('points', lang)}`;
  return element('section', { className: 'sheet', id: 'report' }, [
    withAttributes(element('h2', { textContent: text('report', lang) }), { tabindex: '-1' }),
    report.outcome === 'not-graded' ? element('p', { textContent: text('notGraded', lang) }) : null,
    report.outcome === 'did-not-compile'
      ? element('p', { className: 'bad', textContent: text('didNotCompile', lang) })
      : null,
    element('p', {}, [
      element('strong', {
        className: report.passed ? 'good' : 'bad',
        textContent: `${points} · ${text(verdict, lang)}`,
      }),
    ]),
    report.checks.length > 0 ? checksTable(report.checks, lang) : null,
    ...compilerView(report, lang),
    detailsView(report, lang),
  ]);
}

/** What failed stands first: that is what its author has to read. */
function checksTable(checks: readonly CheckResult[], lang: Lang): HTMLElement {
  const sorted = checks.toSorted((one, other) => Number(one.passed) - Number(other.passed));
  const heads = [text('check', lang), text('result', lang)];
  return element('table', {}, [
    element('thead', {}, [
      element(
        'tr',
        {},
        heads.map((head) => withAttributes(element('th', { textContent: head }), { scope: 'col' })),
      ),
    ]),
    element(
      'tbody',
      {},
      sorted.map((check) => checkRow(check, lang)),
    ),
  ]);
}

function checkRow(check: CheckResult, lang: Lang): HTMLElement {
  const says = lang === 'zh' ? check.saysZh : check.says;
  return element('tr', {}, [
    element('td', {}, [
      element('div', { textContent: check.name }),
      element('small', { className: 'quiet', textContent: groupName(check.group, lang) }),
      check.passed ? null : element('p', { textContent: says }),
      check.lesson ? lessonLine(check.lesson, lang) : null,
    ]),
    element('td', {
      className: `number ${check.passed ? 'good' : 'bad'}`,
      textContent: `${check.passed ? '✓' : '✗'} ${check.points}/${check.maxPoints} ${text(check.passed ? 'passed' : 'failed', lang)}`,
    }),
  ]);
}

function lessonLine({ mechanism, ...heading }: LessonPlace, lang: Lang): HTMLElement {
  const textContent = `${text('lesson', lang)} ${mechanism}: ${heading[lang]}`;
  return element('small', { className: 'quiet', textContent });
}

function compilerView(report: ReportAnswer, lang: Lang): HTMLElement[] {
  if (report.compiler.says === '') return [];
  const heading = element('h3', { textContent: text('compilerSays', lang) });
  return [heading, scrollable(element('pre', { textContent: report.compiler.says }), heading.textContent)];
}

function detailsView(report: ReportAnswer, lang: Lang): HTMLElement {
  const { sandbox, timing } = report;
  const lines = [
    `${report.exercise} ${report.exerciseHash}`,
    `${sandbox.engine} ${sandbox.image}, limits: ${sandbox.limits}`,
    `seed ${report.seed}, ${Math.round(timing.totalMs)} ms`,
  ];
  return element('details', {}, [
    element('summary', { textContent: text('details', lang) }),
    scrollable(element('pre', { textContent: lines.join('\n') }), text('details', lang)),
  ]);
}

/** What may be wider than the page can be scrolled with the keyboard too. */
function scrollable(made: HTMLElement, label: string): HTMLElement {
  return withAttributes(made, { tabindex: '0', role: 'region', 'aria-label': label });
}
