import { createHash } from 'node:crypto';
import type { Sentence } from '#libs/contracts/sentence';
import type { CheckResult, Report } from '#libs/contracts/report';
import type { Picture } from '#libs/database/pictures.store';
import { escapeXml } from '#libs/courses/escape-xml';
import { saysIn, type ReadLanguage } from './read-language.js';
import { reportStyle } from './report-style.js';
import { words, type ReportWords } from './report-words.js';

/** Pictures on paper: those of runs that failed a check come first. */
const picturesMax = 4;

/** What a printed report tells besides the report. */
export interface PrintedReport {
  readonly report: Report;
  readonly pictures: readonly Picture[];
  readonly title: Sentence;
  readonly person: string;
  readonly submittedAt: Date;
  /** Checks in Chinese, by their English name. */
  readonly zhNames: ReadonlyMap<string, string>;
}

/**
 * Lets a browser show the page and do nothing else: no script, nothing loaded but the pictures within it, no frame around it, and a
 * style that is known by its hash (CSP 3).
 */
export const reportPolicy = [
  "default-src 'none'",
  'img-src data:',
  `style-src 'sha256-${createHash('sha256').update(reportStyle).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  'sandbox allow-modals',
].join('; ');

/** Writes a report as a page that is good on paper; all that comes from people or programs is text in it. */
export function printReport(printed: PrintedReport, language: ReadLanguage): string {
  const { report, title, person, submittedAt } = printed;
  const say = words[language];
  const heading = escapeXml(title[language]);
  return `<!doctype html>
<html lang="${language === 'zh' ? 'zh-Hans' : 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${heading} · ${escapeXml(person)}</title>
<style>${reportStyle}</style>
</head>
<body>
<header>
<h1>${heading}</h1>
<p>${escapeXml(person)} · <time datetime="${submittedAt.toISOString()}">${whenOf(submittedAt)}</time></p>
<p class="points">${say.points}: <strong>${report.points}</strong> / ${report.maxPoints} · ${report.passed ? say.passed : say.notPassed}</p>
</header>
<main>
${compilerPart(report, say)}
${checksPart(printed, language)}
${picturesPart(printed, language)}
</main>
<footer><p>${escapeXml(report.exercise)} · ${escapeXml(report.exerciseHash)}<br>${escapeXml(report.sandbox.engine)} · ${escapeXml(report.sandbox.image)} · ${say.seed} ${escapeXml(report.seed)}</p></footer>
</body>
</html>
`;
}

function compilerPart({ outcome, compiler }: Report, say: ReportWords): string {
  const head =
    outcome === 'graded'
      ? ''
      : `<p class="failed">${outcome === 'did-not-compile' ? say.didNotCompile : say.notGraded}</p>`;
  return compiler.says === ''
    ? head
    : `${head}<h2>${say.compiler}</h2><pre>${escapeXml(compiler.says)}</pre>`;
}

function checksPart(printed: PrintedReport, language: ReadLanguage): string {
  const { checks } = printed.report;
  if (checks.length === 0) return '';
  const say = words[language];
  const rows = checks.map((check) => checkRow(check, printed, language));
  return `<h2>${say.checks}</h2>
<table>
<thead><tr><th scope="col">${say.result}</th><th scope="col">${say.check}</th><th scope="col">${say.group}</th><th scope="col">${say.points}</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>`;
}

function checkRow(check: CheckResult, { zhNames }: PrintedReport, language: ReadLanguage): string {
  const say = words[language];
  const name = language === 'zh' ? (zhNames.get(check.name) ?? check.name) : check.name;
  const says = saysIn(check, language);
  const sentence = says === '' ? '' : `<p>${escapeXml(says)}</p>`;
  const result = check.passed ? `✓ ${say.passed}` : `✗ ${say.failed}`;
  return `<tr class="${check.passed ? 'passed' : 'failed'}"><td>${result}</td><th scope="row">${escapeXml(name)}${sentence}</th><td>${say.groups[check.group]}</td><td>${check.points} / ${check.maxPoints}</td></tr>`;
}

function picturesPart({ report, pictures }: PrintedReport, language: ReadLanguage): string {
  const failed = new Set(report.checks.filter(({ passed }) => !passed).flatMap(({ runs }) => runs));
  const sorted = pictures.toSorted(
    (one, other) => Number(failed.has(other.run)) - Number(failed.has(one.run)),
  );
  const say = words[language];
  return sorted
    .slice(0, picturesMax)
    .map(({ run, svg, text }) => {
      const source = `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
      const title = report.runs.find(({ id }) => id === run)?.case ?? run;
      return `<figure><figcaption>${say.picture}: ${escapeXml(title)}</figcaption><img src="${source}" alt="${escapeXml(text)}"></figure>`;
    })
    .join('\n');
}

/** In UTC, so that paper says the same wherever it is printed. */
function whenOf(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
