import { scanCall } from './scan-call.js';
import type { Call, Delivery, Effect, Moment, Task, TraceEvent } from './trace-event.js';

/** Text is kept in pieces of this size, outside of the JavaScript heap. */
const chunkBytes = 4 * 1024 * 1024;

/** Rows are kept in pieces of this many, so that none has to be copied when there are more. */
const chunkRows = 65_536;

/** Columns of a row: where its text is, whose it is, and when it began and ended; a line of 0 is none. */
const column = {
  chunk: 0,
  start: 1,
  bytes: 2,
  task: 3,
  enteredLine: 4,
  enteredMs: 5,
  leftLine: 6,
  leftMs: 7,
  isAscii: 8,
};
const columns = 9;

/** A call as text, with the moments that the log gives it; `left` is null when it never came back. */
export interface StoredCall {
  readonly text: string;
  readonly left: Moment | null;
}

/**
 * Keeps the events of a log as text until they are asked for: a log of a million lines would take a gigabyte as objects, and each
 * event is needed for a moment only. Calls that are needed again and again are kept as they are; see `keep`.
 */
export class EventStore {
  readonly #tasks: readonly Task[];
  readonly #onUnreadable: (line: number) => void;
  readonly #rows: Float64Array[] = [];
  readonly #chunks: Buffer[] = [];
  /** Rows of calls that came back on a line of their own, in the order in which they did. */
  readonly #returns: number[] = [];
  readonly #kept = new Map<number, TraceEvent>();
  #count = 0;
  #free = chunkBytes;

  /** `onUnreadable` is told the line of each event that makes no sense, whenever it is come by. */
  constructor(tasks: readonly Task[], onUnreadable: (line: number) => void) {
    this.#tasks = tasks;
    this.#onUnreadable = onUnreadable;
  }

  /** Makes room for an event that begins now; what is never filled does not exist. */
  reserve(task: Task, entered: Moment): number {
    const row = this.#count;
    this.#count += 1;
    if (row % chunkRows === 0) this.#rows.push(new Float64Array(chunkRows * columns));
    this.#set(row, column.task, task.index);
    this.#set(row, column.enteredLine, entered.position);
    this.#set(row, column.enteredMs, entered.ms);
    return row;
  }

  /** Puts the text of a call that is complete now into its place. */
  fill(row: number, { text, left }: StoredCall): void {
    const bytes = Buffer.byteLength(text);
    if (this.#free + bytes > chunkBytes) {
      this.#chunks.push(Buffer.allocUnsafeSlow(Math.max(chunkBytes, bytes)));
      this.#free = 0;
    }
    const chunk = this.#chunks.length - 1;
    // Most text is ASCII, and several times quicker to copy as such.
    const isAscii = bytes === text.length;
    this.#chunks[chunk]?.write(text, this.#free, isAscii ? 'latin1' : 'utf8');
    this.#set(row, column.isAscii, isAscii ? 1 : 0);
    this.#set(row, column.chunk, chunk);
    this.#set(row, column.start, this.#free);
    this.#set(row, column.bytes, bytes);
    this.#free += bytes;
    if (!left) return;
    this.#set(row, column.leftLine, left.position);
    this.#set(row, column.leftMs, left.ms);
    if (left.position !== this.#get(row, column.enteredLine)) this.#returns.push(row);
  }

  /** Adds an event that is no call, or one that has to be the same object each time it is met. */
  keep(row: number, event: TraceEvent): void {
    this.#kept.set(row, event);
  }

  /** All events in the order in which they began. */
  *events(): Generator<TraceEvent> {
    for (let row = 0; row < this.#count; row += 1) {
      const event = this.#read(row);
      if (event) yield event;
    }
  }

  /** What happened, line by line; a call happens twice, and is one object both times. */
  *effects(): Generator<Effect> {
    const open = new Map<number, Call>();
    let [row, back] = [0, 0];
    while (row < this.#count || back < this.#returns.length) {
      const returning = this.#returns[back];
      const nextLine = row < this.#count ? this.#get(row, column.enteredLine) : Infinity;
      if (returning !== undefined && this.#get(returning, column.leftLine) < nextLine) {
        back += 1;
        const call = open.get(returning);
        open.delete(returning);
        if (call?.left) yield { ...call.left, event: call, phase: 'leave' };
        continue;
      }
      const event = this.#read(row);
      row += 1;
      if (event?.kind === 'call') {
        yield { ...event.entered, event, phase: 'enter' };
        if (event.left?.position === event.entered.position) yield { ...event.left, event, phase: 'leave' };
        else if (event.left) open.set(row - 1, event);
      } else if (event) yield { ...event.at, event, phase: 'leave' };
    }
  }

  #read(row: number): TraceEvent | null {
    const kept = this.#kept.get(row);
    if (kept) return kept;
    const task = this.#tasks[this.#get(row, column.task)];
    const [start, bytes] = [this.#get(row, column.start), this.#get(row, column.bytes)];
    if (!task || bytes === 0) return null;
    const encoding = this.#get(row, column.isAscii) === 1 ? 'latin1' : 'utf8';
    const text = this.#chunks[this.#get(row, column.chunk)]?.toString(encoding, start, start + bytes) ?? '';
    const entered = { position: this.#get(row, column.enteredLine), ms: this.#get(row, column.enteredMs) };
    if (text.startsWith('SIG')) return readDelivery(task, text, entered);
    const position = this.#get(row, column.leftLine);
    const left = position === 0 ? null : { position, ms: this.#get(row, column.leftMs) };
    const call = readCall(task, text, { entered, left });
    if (!call) this.#onUnreadable(left?.position ?? entered.position);
    return call;
  }

  #get(row: number, at: number): number {
    return this.#rows[Math.floor(row / chunkRows)]?.[(row % chunkRows) * columns + at] ?? 0;
  }

  #set(row: number, at: number, value: number): void {
    const rows = this.#rows[Math.floor(row / chunkRows)];
    if (rows) rows[(row % chunkRows) * columns + at] = value;
  }
}

/** A call out of its text; null when that makes no sense. */
export function readCall(
  task: Task,
  text: string,
  { entered, left }: { entered: Moment; left: Moment | null },
): Call | null {
  const scanned = scanCall(text);
  if (scanned === null) return null;
  const { name, args, answer } = scanned;
  return { kind: 'call', task, name, args, answer, entered, left };
}

// `SIGTERM {si_signo=…}`: no call has a capital letter.
function readDelivery(task: Task, text: string, at: Moment): Delivery {
  const space = text.indexOf(' ');
  return { kind: 'delivery', task, signal: text.slice(0, space), fields: text.slice(space + 1), at };
}
