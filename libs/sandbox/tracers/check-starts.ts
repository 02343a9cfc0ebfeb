import type { History } from '#libs/trace/history';

/** A program whose exec was missed has unknown streams, and its student would be accused of our mistake: throws an Error. */
export function checkStarts(history: History): void {
  const missed = history.processes.some(
    (life) => life.parent === null && life.role === 'student' && life.execs.length === 0,
  );
  if (missed) throw new Error('The tracer did not see the start of a program.');
}
