import { EventStore, readCall } from './event-store.js';
import type { Call, Death, Exit, LoggedMishap, LoggedTurn, Moment, Task, TraceLog } from './trace-event.js';

/** So many calls that were meddled with are told of. */
const mishapsMax = 10_000;

/** More than this many warnings of one log say nothing new. */
const warningsMax = 50;

/** Texts of calls that are kept in all, in characters: some 700,000 calls, which are replayed in seconds. */
const textMax = 64 * 1024 * 1024;

/** A call whose way back has not been seen yet, as far as it is known. */
export interface OpenCall {
  readonly row: number;
  readonly entered: Moment;
  readonly text: string;
}

/** Calls that the process tree is made of. A kill counts when it is the kind that cannot be caught. */
const milestones = /^(?:fork|vfork|clone3?|execve(?:at)?|set_tid_address)\(|^(?:t|tg)?kill\([^"]*SIGKILL\)/;

/** Puts a log together from what a tracer tells, in its order; each thread of each time gets an identity of its own. */
export class LogBuilder {
  /** Where the reading stands: whatever is told now happened then. */
  at: Moment = { position: 0, ms: 0 };
  readonly #store: EventStore;
  readonly #tasks: Task[] = [];
  readonly #milestones: Call[] = [];
  readonly #deaths: Death[] = [];
  readonly #mishaps: LoggedMishap[] = [];
  readonly #turns: LoggedTurn[] = [];
  #freeAfterSteps: number | null = null;
  readonly #sights: TraceLog['sights'][number][] = [];
  readonly #lastActive: number[] = [];
  readonly #alive = new Map<number, Task>();
  readonly #warnings: string[] = [];
  #textLength = 0;

  constructor() {
    this.#store = new EventStore(this.#tasks, (line) =>
      this.warnOnce(`Line ${line} of the trace cannot be read.`),
    );
  }

  /** Whether so much has been told that nothing more is kept but signals and ends. */
  get isFull(): boolean {
    return this.#textLength > textMax;
  }

  /** The next line begins. */
  step(): void {
    this.at = { position: this.at.position + 1, ms: this.at.ms };
  }

  // The clock of the log may jump back by nanoseconds between two processors; the order of the lines is the truth.
  moveTo(ms: number): void {
    this.at = { position: this.at.position, ms: Math.max(this.at.ms, ms) };
  }

  /** The task that goes by this number now; it is new when there is none. */
  taskOf(tid: number): Task {
    const known = this.#alive.get(tid);
    if (known) return known;
    const task = { index: this.#tasks.length, tid, born: this.at };
    this.#tasks.push(task);
    this.#alive.set(tid, task);
    return task;
  }

  /** Makes room for a call that begins now. */
  reserve(task: Task): number {
    return this.#store.reserve(task, this.at);
  }

  /** Adds a call whose text is complete; `left` is null when it never came back. */
  put(task: Task, call: OpenCall & { readonly left: Moment | null }): void {
    const { row, text, entered, left } = call;
    this.#textLength += text.length;
    if (this.isFull) {
      this.warnOnce('The trace grew too large and was cut: what came later was not seen.');
      return;
    }
    this.#lastActive[task.index] = Math.max(
      left?.position ?? entered.position,
      this.#lastActive[task.index] ?? 0,
    );
    const milestone = milestones.test(text) ? readCall(task, text, { entered, left }) : null;
    // The text of a milestone is kept too: the place of its return is found by it.
    this.#store.fill(row, { text, left });
    if (!milestone) return;
    this.#store.keep(row, milestone);
    this.#milestones.push(milestone);
  }

  /** A signal reaches a task; `text` is its name and its siginfo. */
  deliver(task: Task, text: string): void {
    this.#lastActive[task.index] = this.at.position;
    this.#store.fill(this.#store.reserve(task, this.at), { text, left: null });
  }

  /** Something was made to go wrong. */
  meddle(task: Task, mishap: Omit<LoggedMishap, 'task' | 'at'>): void {
    if (this.#mishaps.length < mishapsMax) this.#mishaps.push({ ...mishap, task, at: this.at });
    else this.warnOnce(`More than ${mishapsMax} calls were meddled with; the later ones are not told.`);
  }

  /** From now on nobody else runs. */
  turn(task: Task, step: number): void {
    this.#turns.push({ task, step, at: this.at });
  }

  /** No more turns: everybody goes on freely. */
  setFree(step: number): void {
    this.#freeAfterSteps = step;
  }

  /** Something was seen of watched memory. */
  see(sight: TraceLog['sights'][number]): void {
    this.#lastActive[sight.task.index] = this.at.position;
    this.#sights.push(sight);
  }

  /** A task has ended. */
  bury(task: Task, exit: Exit): void {
    const death: Death = { kind: 'death', task, exit, at: this.at };
    this.#deaths.push(death);
    this.#store.keep(this.#store.reserve(task, this.at), death);
    this.#alive.delete(task.tid);
  }

  /** A task is gone without an end of its own: another one goes on under its number. */
  forget(tid: number): void {
    this.#alive.delete(tid);
  }

  warnOnce(sentence: string): void {
    if (!this.#warnings.includes(sentence)) this.warn(sentence);
  }

  warn(sentence: string): void {
    if (this.#warnings.length < warningsMax) this.#warnings.push(sentence);
  }

  /** The log. Nothing can be added any more. */
  finish(): TraceLog {
    this.#milestones.sort((a, b) => a.entered.position - b.entered.position);
    return {
      tasks: this.#tasks,
      events: () => this.#store.events(),
      effects: () => this.#store.effects(),
      milestones: this.#milestones,
      deaths: this.#deaths,
      mishaps: this.#mishaps,
      schedule: { turns: this.#turns, freeAfterSteps: this.#freeAfterSteps },
      sights: this.#sights,
      lastActive: this.#lastActive,
      warnings: this.#warnings,
      end: { position: this.at.position + 1, ms: this.at.ms },
    };
  }
}

// A log counts in nanoseconds; binary fractions of milliseconds would show.
export function roundMs(ms: number): number {
  return Math.round(ms * 1e6) / 1e6;
}
