import type { SourceFile } from '#libs/contracts/language';
import type { Run } from '#libs/sandbox/sandbox';
import type { History } from '#libs/trace/history';
import type { Case } from './case.js';

/** One case that was run, with everything that conditions look at. */
export interface CaseRun {
  /** `r1`, `r2` … as in the report. */
  readonly id: string;
  readonly case: Case;
  readonly run: Run;
  /** What each program of the case was given on standard input. */
  readonly inputs: readonly Uint8Array[];
  /** What files of the case held when they were placed, by their whole path; none when left out. */
  readonly placed?: ReadonlyMap<string, Uint8Array>;
  /** The word that stood for `{{token}}` in this run. */
  readonly token: string;
  /** What was handed in. */
  readonly sources: readonly SourceFile[];
  /** The name of the student's program, such as `uppercase`, or of the harness that was run instead. */
  readonly program: string;
  /** By how much the time limits of this run were stretched; 1 when left out. */
  readonly patience?: number;
  /** The seed that decided who ran when; left out when the kernel did. */
  readonly schedule?: number;
  /** Which of its runs this is, when the case was to be played several times. */
  readonly time?: { readonly number: number; readonly of: number };
  /** It was played under schedules, and none of them ended in time: nothing is known. */
  readonly isUndecided?: boolean;
  /** What the kernel saw: of this run if it was traced, else of a second, traced run made because this one did not end. */
  readonly history: History | null;
}
