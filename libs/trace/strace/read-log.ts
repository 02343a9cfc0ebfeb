import { EventStore, readCall } from './event-store.js';
import { isPrivate } from './is-private.js';
import { scanLine, type ScannedLine } from './scan-line.js';
import type { Call, Death, Exit, Moment, Task, TraceLog } from './trace-event.js';

/** More than this many warnings of one log say nothing new. */
const warningsMax = 50;

/** Lines beyond this are not read: 256 MiB of log are about two million. */
const linesMax = 4_000_000;

interface OpenCall {
  readonly row: number;
  readonly entered: Moment;
  text: string;
}

interface Reading {
  readonly store: EventStore;
  readonly tasks: Task[];
  readonly milestones: Call[];
  readonly deaths: Death[];
  readonly lastActive: number[];
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
  const tasks: Task[] = [];
  const reading: Reading = {
    store: new EventStore(tasks, (line) => warnOnce(reading, `Line ${line} of the trace cannot be read.`)),
    tasks,
    milestones: [],
    deaths: [],
    lastActive: [],
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
  const { store, milestones, deaths, lastActive, warnings } = reading;
  milestones.sort((a, b) => a.entered.position - b.entered.position);
  return {
    tasks,
    events: () => store.events(),
    effects: () => store.effects(),
    milestones,
    deaths,
    lastActive,
    warnings,
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
      finish(reading, task, { text: line.text, row: reading.store.reserve(task, at), entered: at });
      return;
    case 'unfinished':
      suspend(reading, task, line.text);
      return;
    case 'resumed':
      resume(reading, task, line);
      return;
    case 'delivery':
      reading.lastActive[task.index] = at.position;
      reading.store.fill(reading.store.reserve(task, at), {
        text: `${line.signal} ${line.fields}`,
        left: null,
      });
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
  else {
    const row = reading.store.reserve(task, reading.at);
    reading.open.set(task.tid, { text, row, entered: reading.at });
  }
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
  const tail = / = (.+?)(?: <(\d+\.\d+)>)?$/.exec(open.text.slice(-answerCharactersMax));
  if (tail === null) {
    warn(reading, `Line ${reading.at.position} of the trace cannot be read.`);
    return;
  }
  const durationMs = Number(tail[2] ?? 0) * 1000;
  const ms = Math.max(reading.at.ms, roundMs(open.entered.ms + durationMs));
  reading.at = { position: reading.at.position, ms };
  put(reading, task, { ...open, left: open.text.endsWith('= ?') ? null : reading.at });
}

/** More than this of a call's text need not be looked at to find its answer. */
const answerCharactersMax = 512;

/** Calls that the process tree is made of. A kill counts when it is the kind that cannot be caught. */
const milestones = /^(?:fork|vfork|clone3?|execve(?:at)?|set_tid_address)\(|^(?:t|tg)?kill\([^"]*SIGKILL\)/;

function put(reading: Reading, task: Task, call: OpenCall & { readonly left: Moment | null }): void {
  const { row, text, entered, left } = call;
  reading.lastActive[task.index] = Math.max(
    left?.position ?? entered.position,
    reading.lastActive[task.index] ?? 0,
  );
  if (!milestones.test(text)) {
    reading.store.fill(row, { text, left });
    return;
  }
  const milestone = readCall(task, text, { entered, left });
  if (!milestone) return;
  // Its text is kept too: the place of its return is found by it.
  reading.store.fill(row, { text, left });
  reading.store.keep(row, milestone);
  reading.milestones.push(milestone);
}

function bury(reading: Reading, task: Task, exit: Exit): void {
  abandon(reading, task);
  const death: Death = { kind: 'death', task, exit, at: reading.at };
  reading.deaths.push(death);
  reading.store.keep(reading.store.reserve(task, reading.at), death);
  reading.alive.delete(task.tid);
}

/** A call that never came back is kept with the arguments that were printed on its way in. */
function abandon(reading: Reading, task: Task): void {
  const open = reading.open.get(task.tid);
  reading.open.delete(task.tid);
  if (!open) return;
  const text = open.text.trimEnd().replace(/,$/, '');
  put(reading, task, { ...open, text: `${text}) = ?`, left: null });
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
