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

/** A whole log, in order: calls stand where they were entered. */
export interface TraceLog {
  readonly tasks: readonly Task[];
  readonly events: readonly TraceEvent[];
  readonly warnings: readonly string[];
  readonly end: Moment;
}
