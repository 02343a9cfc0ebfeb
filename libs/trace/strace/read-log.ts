import { isPrivate } from './is-private.js';
import { scanCall } from './scan-call.js';
import { scanLine, type ScannedLine } from './scan-line.js';
import type { Exit, Moment, Task, TraceEvent, TraceLog } from './trace-event.js';

/** More than this many warnings of one log say nothing new. */
const warningsMax = 50;

/** Lines beyond this are not read: 256 MiB of log are about two million. */
const linesMax = 4_000_000;

interface OpenCall {
  readonly slot: number;
  readonly entered: Moment;
  text: string;
}

interface Reading {
  readonly events: (TraceEvent | null)[];
  readonly tasks: Task[];
  readonly alive: Map<number, Task>;
  readonly open: Map<number, OpenCall>;
  readonly warnings: string[];
  first: { seconds: number; nanoseconds: number } | null;
  at: Moment;
}

/**
 * Reads a whole strace log, joins calls that were cut in two, and gives each thread of each time an identity of its own.
 * Lines that make no sense (a truncated tail, noise) become warnings, never events.
 */
export async function readLog(lines: AsyncIterable<string> | Iterable<string>): Promise<TraceLog> {
  const reading: Reading = {
    events: [],
    tasks: [],
    alive: new Map(),
    open: new Map(),
    warnings: [],
    first: null,
    at: { position: 0, ms: 0 },
  };
  for await (const raw of lines) {
    reading.at = { position: reading.at.position + 1, ms: reading.at.ms };
    if (reading.at.position > linesMax) {
      warn(reading, `The trace is longer than ${linesMax} lines; the rest is not shown.`);
      break;
    }
    if (raw !== '') readOne(reading, raw);
  }
  closeOpenCalls(reading);
  return {
    tasks: reading.tasks,
    events: reading.events.filter((event) => event !== null),
    warnings: reading.warnings,
    end: { position: reading.at.position + 1, ms: reading.at.ms },
  };
}

function readOne(reading: Reading, raw: string): void {
  const scanned = scanLine(raw);
  if (scanned === null) {
    warn(reading, `Line ${reading.at.position} of the trace cannot be read.`);
    return;
  }
  reading.at = { position: reading.at.position, ms: elapsed(reading, scanned) };
  const { at } = reading;
  const task = taskOf(reading, scanned.tid);
  const { line } = scanned;
  switch (line.kind) {
    case 'whole':
      if (isPrivate(line.text)) return;
      finish(reading, task, { text: line.text, slot: reading.events.push(null) - 1, entered: reading.at });
      return;
    case 'unfinished':
      suspend(reading, task, line.text);
      return;
    case 'resumed':
      resume(reading, task, line);
      return;
    case 'delivery':
      reading.events.push({ kind: 'delivery', task, signal: line.signal, fields: line.fields, at });
      return;
    case 'exited':
      bury(reading, task, { code: line.code });
      return;
    case 'killed':
      bury(reading, task, { signal: line.signal });
      return;
    case 'superseded':
      supersede(reading, task, line.byTid);
      return;
    case 'foreign':
      warnOnce(reading, 'A program made 32-bit system calls: what they did may be missing here.');
      return;
    case 'other':
  }
}

// The clock of the log may jump back by nanoseconds between two processors; the order of the lines is the truth.
function elapsed(reading: Reading, scanned: ScannedLine): number {
  reading.first ??= { seconds: scanned.seconds, nanoseconds: scanned.nanoseconds };
  const ms =
    (scanned.seconds - reading.first.seconds) * 1000 +
    (scanned.nanoseconds - reading.first.nanoseconds) / 1e6;
  return Math.max(reading.at.ms, roundMs(ms));
}

// The log counts in nanoseconds; binary fractions of milliseconds would show.
function roundMs(ms: number): number {
  return Math.round(ms * 1e6) / 1e6;
}

function taskOf(reading: Reading, tid: number): Task {
  const known = reading.alive.get(tid);
  if (known) return known;
  const task = { index: reading.tasks.length, tid, born: reading.at };
  reading.tasks.push(task);
  reading.alive.set(tid, task);
  return task;
}

function suspend(reading: Reading, task: Task, text: string): void {
  const open = reading.open.get(task.tid);
  if (open) open.text += text;
  else reading.open.set(task.tid, { text, slot: reading.events.push(null) - 1, entered: reading.at });
}

function resume(reading: Reading, task: Task, line: { name: string; text: string }): void {
  const open = reading.open.get(task.tid);
  reading.open.delete(task.tid);
  // A tracer that attaches in the middle of a call sees only its end.
  if (!open) return;
  if (!open.text.startsWith(`${line.name}(`)) {
    warn(reading, `Line ${reading.at.position} of the trace ends a call that was not begun.`);
    return;
  }
  open.text += line.text;
  if (!isPrivate(open.text)) finish(reading, task, open);
}

function finish(reading: Reading, task: Task, open: OpenCall): void {
  const call = scanCall(open.text);
  if (call === null) {
    warn(reading, `Line ${reading.at.position} of the trace cannot be read.`);
    return;
  }
  const { durationMs, name, args, answer } = call;
  const ms = Math.max(reading.at.ms, roundMs(open.entered.ms + (durationMs ?? 0)));
  reading.at = { position: reading.at.position, ms };
  const left = answer.kind === 'never' ? null : reading.at;
  reading.events[open.slot] = { kind: 'call', task, name, args, answer, entered: open.entered, left };
}

function bury(reading: Reading, task: Task, exit: Exit): void {
  abandon(reading, task);
  reading.events.push({ kind: 'death', task, exit, at: reading.at });
  reading.alive.delete(task.tid);
}

/** A call that never came back is kept with the arguments that were printed on its way in. */
function abandon(reading: Reading, task: Task): void {
  const open = reading.open.get(task.tid);
  reading.open.delete(task.tid);
  if (!open) return;
  const text = open.text.trimEnd().replace(/,$/, '');
  const call = scanCall(`${text}) = ?`);
  if (call === null) return;
  reading.events[open.slot] = {
    kind: 'call',
    task,
    name: call.name,
    args: call.args,
    answer: { kind: 'never' },
    entered: open.entered,
    left: null,
  };
}

// execve(2) in a thread: the thread goes on under the number of its leader, and the leader is gone.
function supersede(reading: Reading, leader: Task, byTid: number): void {
  const open = reading.open.get(byTid);
  reading.open.delete(byTid);
  reading.alive.delete(byTid);
  if (open) reading.open.set(leader.tid, open);
}

function closeOpenCalls(reading: Reading): void {
  for (const task of reading.alive.values()) abandon(reading, task);
}

function warnOnce(reading: Reading, sentence: string): void {
  if (!reading.warnings.includes(sentence)) warn(reading, sentence);
}

function warn(reading: Reading, sentence: string): void {
  if (reading.warnings.length < warningsMax) reading.warnings.push(sentence);
}
