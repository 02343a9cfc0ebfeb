import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './images/project-root.js';

/** Where in `/box` a program with `threadChecker` built in has ThreadSanitizer write what it finds. */
export const threadReportsFile = 'thread-reports.txt';

/** The first line of that file, written before the program's own code runs. */
export const threadCheckerBegan = 'the checker has begun';

/** The source that says how ThreadSanitizer reports, to be linked with `sanitize: thread`; it is C and C++ at once. */
export function threadChecker(): string {
  return readFileSync(join(projectRoot(), 'sandbox-images', 'thread-checker', 'checker.c'), 'utf8');
}
