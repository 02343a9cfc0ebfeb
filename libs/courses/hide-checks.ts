import { CheckGroup, type Report } from '#libs/contracts/report';
import { dueFor, type Allowance, type Deadlines } from './own-times.js';

/** The groups of checks that a student may not see yet: those that the assignment hides, until it is due for them. */
export function hiddenGroups(
  assignment: Deadlines & { readonly hiddenGroups: readonly string[] },
  allowance: Allowance | null,
  now: Date,
): readonly CheckGroup[] {
  if (now >= dueFor(assignment, allowance)) return [];
  return CheckGroup.options.filter((group) => assignment.hiddenGroups.includes(group));
}

/**
 * What of a report may be read while some groups are hidden: no check of theirs, no run that no other check names, and points, most points
 * and `passed` of what is left, so that nothing can be subtracted.
 */
export function hideChecks(report: Report, hidden: readonly CheckGroup[]): Report {
  if (hidden.length === 0 || report.outcome !== 'graded') return report;
  const checks = report.checks.filter((check) => !hidden.includes(check.group));
  const named = new Set(checks.flatMap((check) => check.runs));
  return {
    ...report,
    checks,
    runs: report.runs.filter((run) => named.has(run.id)),
    passed: checks.length > 0 && checks.every((check) => check.passed),
    points: checks.reduce((sum, check) => sum + check.points, 0),
    maxPoints: checks.reduce((sum, check) => sum + check.maxPoints, 0),
  };
}

/** The pictures of the runs that are left in such a report. */
export function hidePictures<Picture extends { readonly run: string }>(
  pictures: readonly Picture[],
  report: Report | null,
  hidden: readonly CheckGroup[],
): readonly Picture[] {
  if (hidden.length === 0 || report === null) return pictures;
  const shown = new Set(hideChecks(report, hidden).runs.map((run) => run.id));
  return pictures.filter((picture) => shown.has(picture.run));
}
