import { isPrivate } from './is-private.js';
import { LogBuilder, roundMs, type OpenCall } from './log-builder.js';
import { scanLine, type ScannedLine } from './scan-line.js';
import type { Exit, Task, TraceLog } from './trace-event.js';

/** Lines beyond this are not read: 256 MiB of log are about two million. */
const linesMax = 4_000_000;

interface Reading {
  readonly log: LogBuilder;
  /** Calls that were cut in two, by the number of their task. */
  readonly open: Map<number, OpenCall>;
  first: { seconds: number; nanoseconds: number } | null;
}

/**
 * Reads a whole strace log, joins calls that were cut in two, and gives each thread of each time an identity of its own.
 * Lines that make no sense (a truncated tail, noise) become warnings, never events.
 */
export async function readLog(lines: AsyncIterable<string> | Iterable<string>): Promise<TraceLog> {
  const reading: Reading = { log: new LogBuilder(), open: new Map(), first: null };
  const { log } = reading;
  for await (const raw of lines) {
    log.step();
    if (log.at.position > linesMax) {
      log.warn(`The trace is longer than ${linesMax} lines; the rest is not shown.`);
      break;
    }
    if (raw !== '') readOne(reading, raw);
  }
  for (const tid of reading.open.keys()) abandon(reading, log.taskOf(tid));
  return log.finish();
}

function readOne(reading: Reading, raw: string): void {
  const { log } = reading;
  const scanned = scanLine(raw);
  if (scanned === null) {
    log.warn(`Line ${log.at.position} of the trace cannot be read.`);
    return;
  }
  log.moveTo(elapsed(reading, scanned));
  const task = log.taskOf(scanned.tid);
  const { line } = scanned;
  switch (line.kind) {
    case 'whole':
      if (isPrivate(line.text)) return;
      finish(reading, task, { text: line.text, row: log.reserve(task), entered: log.at });
      return;
    case 'unfinished':
      suspend(reading, task, line.text);
      return;
    case 'resumed':
      resume(reading, task, line);
      return;
    case 'delivery':
      log.deliver(task, `${line.signal} ${line.fields}`);
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
      log.warnOnce('A program made 32-bit system calls: what they did may be missing here.');
      return;
    case 'other':
  }
}

function elapsed(reading: Reading, scanned: ScannedLine): number {
  reading.first ??= { seconds: scanned.seconds, nanoseconds: scanned.nanoseconds };
  const { seconds, nanoseconds } = reading.first;
  return roundMs((scanned.seconds - seconds) * 1000 + (scanned.nanoseconds - nanoseconds) / 1e6);
}

function suspend(reading: Reading, task: Task, text: string): void {
  const open = reading.open.get(task.tid);
  if (open) {
    reading.open.set(task.tid, { ...open, text: open.text + text });
    return;
  }
  const { log } = reading;
  reading.open.set(task.tid, { text, row: log.reserve(task), entered: log.at });
}

function resume(reading: Reading, task: Task, line: { name: string; text: string }): void {
  const open = reading.open.get(task.tid);
  reading.open.delete(task.tid);
  // A tracer that attaches in the middle of a call sees only its end.
  if (!open) return;
  if (!open.text.startsWith(`${line.name}(`)) {
    reading.log.warn(`Line ${reading.log.at.position} of the trace ends a call that was not begun.`);
    return;
  }
  const text = open.text + line.text;
  if (!isPrivate(text)) finish(reading, task, { ...open, text });
}

/** More than this of a call's text need not be looked at to find its answer. */
const answerCharactersMax = 512;

function finish({ log }: Reading, task: Task, open: OpenCall): void {
  const tail = / = (.+?)(?: <(\d+\.\d+)>)?$/.exec(open.text.slice(-answerCharactersMax));
  if (tail === null) {
    log.warn(`Line ${log.at.position} of the trace cannot be read.`);
    return;
  }
  const durationMs = Number(tail[2] ?? 0) * 1000;
  log.moveTo(roundMs(open.entered.ms + durationMs));
  log.put(task, { ...open, left: open.text.endsWith('= ?') ? null : log.at });
}

function bury(reading: Reading, task: Task, exit: Exit): void {
  abandon(reading, task);
  reading.log.bury(task, exit);
}

/** A call that never came back is kept with the arguments that were printed on its way in. */
function abandon({ log, open }: Reading, task: Task): void {
  const call = open.get(task.tid);
  open.delete(task.tid);
  if (!call) return;
  const text = call.text.trimEnd().replace(/,$/, '');
  log.put(task, { ...call, text: `${text}) = ?`, left: null });
}

// execve(2) in a thread: the thread goes on under the number of its leader, and the leader is gone, with the call that it was in.
function supersede(reading: Reading, leader: Task, byTid: number): void {
  abandon(reading, leader);
  const { log, open } = reading;
  const call = open.get(byTid);
  open.delete(byTid);
  log.forget(byTid);
  if (call) open.set(leader.tid, call);
}
