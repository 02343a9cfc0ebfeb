import type { LanguageId, SourceFile } from '#libs/contracts/language';
import type { Stage } from '#libs/contracts/progress';
import type { CheckGroup, CheckResult, Report } from '#libs/contracts/report';
import type { Trace } from '#libs/contracts/trace';
import type { Exercise } from '#libs/catalogue/exercise';
import type { Sandbox } from '#libs/sandbox/sandbox';

/** What is to be graded: one hand-in for one exercise. `seed` decides every random input; the same seed gives the same runs. */
export interface GradeTask {
  readonly exercise: Exercise;
  readonly language: LanguageId;
  readonly files: readonly SourceFile[];
  readonly seed: string;
  /** Only what these groups of checks ask for is run and judged, for authors who prove one thing; everything when left out. */
  readonly groups?: readonly CheckGroup[];
  /** Asked after each case, about the checks that can be judged by then; true ends the grading with those. */
  readonly isEnough?: (checks: readonly CheckResult[]) => boolean;
}

/** What grading needs from outside: a sandbox, somebody to tell, and a signal that stops it. */
export interface GradeContext {
  readonly sandbox: Sandbox;
  readonly tell: (stage: Stage) => void;
  readonly signal: AbortSignal;
}

/** A traced run's picture: `name` is what `RunSummary.picture` says, such as `r2.svg`. */
export interface RunPicture {
  readonly run: string;
  readonly name: string;
  readonly svg: string;
  /** The same in words, a line an event. */
  readonly text: string;
  readonly trace: Trace;
}

export interface Graded {
  readonly report: Report;
  readonly pictures: readonly RunPicture[];
}
