import type { Watched } from './watched-words.js';
import type { History } from '#libs/trace/history';
import type { ScheduleSearch } from './schedule-options.js';

/** Commands to run beside each other; what they print goes to `output`. */
export interface TraceRequest {
  readonly commands: readonly (readonly string[])[];
  readonly wallMs: number;
  /** How long what else runs may go on when the first command has ended. */
  readonly lingerMs: number;
  /** Seeds that decide who runs when, one after the other; null leaves that to the kernel. */
  readonly schedules: ScheduleSearch | null;
  readonly watched: Watched;
  readonly output: NodeJS.WritableStream;
}

/** What came of it: the history, and the exit status of the first command. */
export interface Traced {
  readonly history: History;
  readonly exitCode: number;
}
