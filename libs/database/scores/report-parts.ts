import { CheckGroup } from '#libs/contracts/report';
import { shapeOf } from '#libs/trace/shape';
import type { GradedParts } from '../submissions.store.js';

/** What of a report is kept in columns of its row, for scores to be made of. */
export interface ReportParts {
  readonly failedChecks: string[];
  /** By group, in the order of `CheckGroup`. */
  readonly groupPoints: number[];
  readonly groupMaxPoints: number[];
  /** Of the first traced run that failed a check; null when there is none. */
  readonly wrongShape: string | null;
}

/** Takes these parts out of a grading. */
export function reportParts({ report, pictures }: GradedParts): ReportParts {
  const { checks } = report;
  const wrong = checks
    .filter((check) => !check.passed)
    .flatMap((check) => check.runs)
    .map((run) => pictures.find((picture) => picture.run === run))
    .find((picture) => picture !== undefined);
  const sum = (what: 'points' | 'maxPoints') =>
    CheckGroup.options.map((group) =>
      checks.reduce((total, check) => total + (check.group === group ? check[what] : 0), 0),
    );
  return {
    failedChecks: checks.filter((check) => !check.passed).map((check) => check.name),
    groupPoints: sum('points'),
    groupMaxPoints: sum('maxPoints'),
    wrongShape: wrong === undefined ? null : shapeOf(wrong.trace),
  };
}
