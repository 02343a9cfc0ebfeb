import type { Exercise } from '#libs/catalogue/exercise';
import type { CheckResult, LessonPlace } from '#libs/contracts/report';

/** A row of a plan, as far as it says where to read on: a heading of the lesson, in English. */
interface Sends {
  readonly lesson?: string | undefined;
}

/** Where in the lesson of its mechanism whoever fails a check reads on; null when the check does not say, or says it wrongly. */
export function lessonPlace(
  { mechanism, lessonHeadings }: Pick<Exercise, 'mechanism' | 'lessonHeadings'>,
  { lesson }: Sends,
): LessonPlace | null {
  const heading = lessonHeadings.find(({ en }) => en === lesson);
  return heading === undefined ? null : { mechanism, ...heading };
}

/** Rows as they were judged, and with those that failed the part of the lesson that explains the mistake. */
export function addLessons(
  results: readonly CheckResult[],
  { checks }: { readonly checks: readonly Sends[] },
  exercise: Exercise,
): CheckResult[] {
  return results.map((result, at) => {
    const check = checks[at];
    const lesson = check === undefined || result.passed ? null : lessonPlace(exercise, check);
    return lesson === null ? result : { ...result, lesson };
  });
}
