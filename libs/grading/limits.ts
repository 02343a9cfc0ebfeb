import type { Limits } from '#libs/sandbox/sandbox';

/** The environment of every program in a sandbox, and nothing more. `C.UTF-8` keeps Python's text layer and sort(1) predictable. */
export const sandboxEnvironment = {
  PATH: '/usr/local/bin:/usr/bin:/bin',
  HOME: '/box',
  TMPDIR: '/tmp',
  LANG: 'C.UTF-8',
  LC_ALL: 'C.UTF-8',
} as const;

/** A traced run may take this many times the wall time of an untraced one (exercises' common rules, "Time"). */
export const tracedPatience = 4;

/** A run under ThreadSanitizer may take this many times the wall time; it slows programs down by 5 to 15, most of which they sleep. */
export const sanitizedPatience = 4;

const mebibyte = 1_048_576;

/** What ThreadSanitizer may use beside the program. */
export const sanitizedExtraBytes = 256 * mebibyte;

/** What a compiler may use. Its wall time is for one that waits: on a busy machine a right answer may take long to compile. */
export const compileLimits: Limits = {
  wallMs: 60_000,
  cpuMs: 20_000,
  memoryBytes: 768 * mebibyte,
  processes: 32,
  outputBytes: mebibyte,
  diskBytes: 64 * mebibyte,
  inodes: 1_024,
  openFiles: 256,
};

/** What a run may use unless its case says otherwise. */
export const runLimits: Limits = {
  wallMs: 5_000,
  cpuMs: 20_000,
  memoryBytes: 256 * mebibyte,
  processes: 64,
  outputBytes: mebibyte,
  diskBytes: 64 * mebibyte,
  inodes: 4_096,
  openFiles: 1_024,
};

/** How many cases of a grading run beside each other for each processor, except those that run alone: most of their time they wait. */
export const casesPerProcessor = 2;

/** A run that nobody could look after for so long in one piece is run again, so often at most: who is judged by time must not lose by ours. */
export const unfairAwayMs = 1_000;
export const unfairRunsMax = 3;

/** How long a second, traced run of a case that hung may take before it is stopped and explained, in milliseconds: on a busy machine it takes seconds until everybody hangs again. */
export const explainWallMs = 6_000;

/** How many transfers of one run are kept beside its picture. */
export const keptTransfers = 1_000;
