import type { TracedMishap, TracedTurn } from '#libs/contracts/instruments';
import type { Pause, TracedProcess } from '#libs/contracts/trace';
import type { Row } from './assign-rows.js';
import { type Clock, clockOf } from './clock-of.js';
import { makeMishaps, type MishapMark } from './make-mishaps.js';
import type { Window } from './options.js';

/** A stretch of a life line in which a call slept; rows are parts of rows too. */
export interface Sleep {
  readonly call: string;
  readonly object: string | null;
  readonly fromMs: number;
  readonly untilMs: number;
  readonly fromRow: number;
  readonly toRow: number;
}

/** A stretch of a life line in which nobody else ran, or several with too little between them to be seen. */
export interface Stint {
  readonly turns: number;
  readonly steps: number;
  readonly fromRow: number;
  readonly toRow: number;
}

/** A thread besides the first one of its process. */
export interface ThreadLine {
  readonly tid: number;
  readonly fromRow: number;
  readonly toRow: number;
  readonly sleeps: readonly Sleep[];
}

/** A process's life line; rows count from 0, -1 is above the first one. `toRow` is null while it still ran at the end. */
export interface Lane {
  readonly process: TracedProcess;
  /** How many equal processes it stands for. */
  readonly size: number;
  readonly fromRow: number;
  readonly toRow: number | null;
  readonly isMarked: boolean;
  readonly isDeadlocked: boolean;
  readonly sleeps: readonly Sleep[];
  /** Empty unless a seed decided who ran when; those of its threads are among them. */
  readonly stints: readonly Stint[];
  readonly mishaps: readonly MishapMark[];
  /** Empty unless threads were asked for. */
  readonly threads: readonly ThreadLine[];
}

export interface LaneContext {
  readonly rows: readonly Row[];
  readonly span: Window;
  readonly pauses: readonly Pause[];
  readonly turns: readonly TracedTurn[];
  readonly mishaps: readonly TracedMishap[];
  readonly hasThreads: boolean;
}

/** Makes the life line of a process from the rows in which it does something. */
export function makeLane(
  process: TracedProcess,
  context: LaneContext,
  about: Pick<Lane, 'size' | 'isMarked' | 'isDeadlocked'>,
): Lane {
  const { rows, span } = context;
  const find = (kind: 'birth' | 'exit'): number =>
    rows.findIndex((row) => row.happenings.some((one) => one.kind === kind && one.process === process.id));
  const toRow = find('exit');
  const clock = clockOf(process, rows, span);
  const own = context.pauses.filter((pause) => pause.process === process.id);
  return {
    process,
    ...about,
    fromRow: find('birth'),
    toRow: toRow < 0 ? null : toRow,
    sleeps: sleepsOf(own, { thread: null, clock, span }),
    stints: stintsOf(
      context.turns.filter((turn) => turn.process === process.id),
      { clock, span },
    ),
    mishaps: makeMishaps(
      context.mishaps.filter((mishap) => mishap.process === process.id),
      { clock: (ms) => Math.max(find('birth'), clock(ms)), span },
    ),
    threads: context.hasThreads
      ? process.threads.map(({ id, tid, startMs, endMs }) => ({
          tid,
          fromRow: clock(Math.max(span.fromMs, startMs)),
          toRow: clock(Math.min(span.toMs, endMs ?? process.endMs ?? span.toMs)),
          sleeps: sleepsOf(own, { thread: id, clock, span }),
        }))
      : [],
  };
}

interface Sleeper {
  readonly thread: string | null;
  readonly clock: Clock;
  readonly span: Window;
}

/** Sleeps in order of time; those that would be drawn as one because nothing lies between them are one. */
function sleepsOf(pauses: readonly Pause[], { thread, clock, span }: Sleeper): readonly Sleep[] {
  const sleeps: Sleep[] = [];
  const sorted = pauses.filter((pause) => pause.thread === thread).toSorted((a, b) => a.fromMs - b.fromMs);
  for (const pause of sorted) {
    const fromMs = Math.max(pause.fromMs, span.fromMs);
    const untilMs = Math.min(Math.max(pause.untilMs, fromMs), span.toMs);
    const next = { fromMs, untilMs, fromRow: clock(fromMs), toRow: clock(untilMs) };
    const last = sleeps.at(-1);
    if (
      last &&
      next.fromRow - last.toRow < mergeRows &&
      last.call === pause.call &&
      last.object === pause.for
    )
      sleeps[sleeps.length - 1] = {
        ...last,
        untilMs: Math.max(last.untilMs, untilMs),
        toRow: Math.max(last.toRow, next.toRow),
      };
    else sleeps.push({ call: pause.call, object: pause.for, ...next });
  }
  return sleeps;
}

function stintsOf(turns: readonly TracedTurn[], { clock, span }: Omit<Sleeper, 'thread'>): readonly Stint[] {
  const stints: Stint[] = [];
  for (const { fromMs, untilMs, steps } of turns) {
    const fromRow = clock(Math.max(fromMs, span.fromMs));
    const toRow = clock(Math.min(untilMs, span.toMs));
    const last = stints.at(-1);
    if (last && fromRow - last.toRow < mergeRows)
      stints[stints.length - 1] = {
        turns: last.turns + 1,
        steps: last.steps + steps,
        fromRow: last.fromRow,
        toRow: Math.max(last.toRow, toRow),
      };
    else stints.push({ turns: 1, steps, fromRow, toRow });
  }
  return stints;
}

/** Less than this nobody sees. */
const mergeRows = 0.05;
