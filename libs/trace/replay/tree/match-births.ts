import type { Call, Task } from '../../strace/trace-event.js';

/** A fork, vfork or clone: `pid` is what the parent was told, null when the call never came back. */
export interface Birth {
  readonly call: Call;
  readonly pid: number | null;
  /** The child's number in the log, where strace was asked to translate it. */
  readonly tid: number | null;
}

export interface BirthQuestion {
  readonly births: readonly Birth[];
  /** Tasks that somebody must have made. */
  readonly orphans: readonly Task[];
  /** What a task itself was told its number is: set_tid_address(2) at each exec. */
  readonly toldPids: ReadonlyMap<Task, number>;
  /** Whether log and programs count in the same pid namespace. */
  readonly samePids: boolean;
}

/**
 * Finds out which call made which task. Programs live in a pid namespace of their own while the tracer stands outside: a parent
 * learns that its child is 3, the log calls the child 16339. What a child is told when it executes a program settles most;
 * the rest is settled by order, since the kernel gives out both numbers, rising, in one step (alloc_pid, kernel/pid.c).
 */
export function matchBirths(question: BirthQuestion): Map<Birth, Task> {
  const matched = new Map<Birth, Task>();
  const orphans = new Set(question.orphans);
  const settle = (birth: Birth, task: Task | undefined): void => {
    if (!task || matched.has(birth)) return;
    matched.set(birth, task);
    orphans.delete(task);
  };
  matchTold(question, settle);
  const byPid = question.births
    .filter((birth) => !matched.has(birth) && birth.pid !== null)
    .sort((a, b) => (a.pid ?? 0) - (b.pid ?? 0));
  matchInOrder(
    byPid,
    [...orphans].sort((a, b) => a.tid - b.tid),
    settle,
  );
  // A vfork whose child neither executed nor ended has not come back yet.
  const pending = question.births.filter((birth) => birth.pid === null && birth.call.answer.kind === 'never');
  matchInOrder(pending, [...orphans], settle);
  return matched;
}

type Settle = (birth: Birth, task: Task | undefined) => void;

function matchTold(question: BirthQuestion, settle: Settle): void {
  const { births, orphans, toldPids, samePids } = question;
  const told = new Map<number, Task[]>();
  for (const orphan of orphans) {
    const pid = toldPids.get(orphan) ?? (samePids ? orphan.tid : null);
    if (pid !== null) told.set(pid, [...(told.get(pid) ?? []), orphan]);
  }
  for (const birth of births) {
    if (birth.tid !== null)
      settle(
        birth,
        orphans.find((task) => task.tid === birth.tid && isLater(task, birth)),
      );
    else if (birth.pid !== null)
      settle(
        birth,
        told.get(birth.pid)?.find((task) => isLater(task, birth)),
      );
  }
}

function matchInOrder(births: readonly Birth[], orphans: readonly Task[], settle: Settle): void {
  const left = [...births];
  for (const orphan of orphans) {
    const at = left.findIndex((birth) => isLater(orphan, birth));
    const [birth] = at < 0 ? [] : left.splice(at, 1);
    if (birth) settle(birth, orphan);
  }
}

function isLater(task: Task, birth: Birth): boolean {
  return task.born.position > birth.call.entered.position;
}
