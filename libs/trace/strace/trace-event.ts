/** A place in the log: the number of its line, which is the order that strace saw, and milliseconds since the first line. */
export interface Moment {
  readonly position: number;
  readonly ms: number;
}

/** What a call answered. `never` is a call that its process did not live to see return; `restarted` one that a signal broke off. */
export type Answer =
  | { readonly kind: 'value'; readonly value: number; readonly text: string }
  | { readonly kind: 'error'; readonly errno: string }
  | { readonly kind: 'restarted' }
  | { readonly kind: 'never' };

/** One system call, its two halves joined. Arguments are strace's own text, split at the top-level commas. */
export interface Call {
  readonly kind: 'call';
  readonly task: Task;
  readonly name: string;
  readonly args: readonly string[];
  readonly answer: Answer;
  readonly entered: Moment;
  /** Null when the log ends before the call did. */
  readonly left: Moment | null;
}

/** A signal as it reached a task; `fields` is the text of its siginfo. */
export interface Delivery {
  readonly kind: 'delivery';
  readonly task: Task;
  readonly signal: string;
  readonly fields: string;
  readonly at: Moment;
}

export type Exit = { readonly code: number } | { readonly signal: string };

/** The end of a task. */
export interface Death {
  readonly kind: 'death';
  readonly task: Task;
  readonly exit: Exit;
  readonly at: Moment;
}

export type TraceEvent = Call | Delivery | Death;

/** One incarnation of a kernel thread; `tid` is as the tracer counts, and may come again after a death. */
export interface Task {
  readonly index: number;
  readonly tid: number;
  readonly born: Moment;
}

/** Something that happens at one line of the log: a call is entered and left, everything else happens at once. */
export interface Effect extends Moment {
  readonly event: TraceEvent;
  readonly phase: 'enter' | 'leave';
}

/** Something that a tracer made go wrong, in the call that its task is in; `fault` is an index into what it was asked for. */
export interface LoggedMishap {
  readonly fault: number;
  /** Null when nobody knows in which call. */
  readonly call: string | null;
  /** Which of the calls that the fault is about, counted from 1. */
  readonly number: number;
  /** How long it made something wait, as drawn; 0 when it does not. */
  readonly waitMs: number;
  readonly task: Task;
  readonly at: Moment;
}

/** A task came to be the only one that ran; so many instructions and calls had been made by turns before. */
export interface LoggedTurn {
  readonly task: Task;
  readonly step: number;
  readonly at: Moment;
}

/** What a tracer that decides who runs when had to tell of it. */
export interface LoggedSchedule {
  readonly turns: readonly LoggedTurn[];
  /** The steps after which everybody went on freely; null when that did not happen. */
  readonly freeAfterSteps: number | null;
}

/** A store to, or a load from, a watched word that lies at `address` in the task's memory; values as the tracer saw them there, unsigned. */
export interface LoggedAccess {
  readonly kind: 'store' | 'load';
  readonly task: Task;
  readonly at: Moment;
  readonly address: number;
  readonly bytes: number;
  readonly before: bigint;
  readonly value: bigint;
  /** Nobody else was at the word before the tracer saw it. */
  readonly isSure: boolean;
}

/** What stood at `address` in a task's memory. */
export interface LoggedSnapshot {
  readonly kind: 'snapshot';
  readonly task: Task;
  readonly at: Moment;
  readonly address: number;
  readonly content: Uint8Array;
}

/** A whole log. Its events are read from its text each time that they are gone through. */
export interface TraceLog {
  readonly tasks: readonly Task[];
  /** In order: calls stand where they were entered. */
  readonly events: () => Iterable<TraceEvent>;
  /** The same line by line: calls stand where they were entered, and again where they came back. */
  readonly effects: () => Iterable<Effect>;
  /** Calls that make, change or kill processes, in order: what the process tree is made of. */
  readonly milestones: readonly Call[];
  readonly deaths: readonly Death[];
  readonly mishaps: readonly LoggedMishap[];
  readonly schedule: LoggedSchedule;
  /** What was seen of watched memory, in order. */
  readonly sights: readonly (LoggedAccess | LoggedSnapshot)[];
  /** Line of each task's last event, deaths excluded, by its index. */
  readonly lastActive: readonly number[];
  readonly warnings: readonly string[];
  readonly end: Moment;
}
