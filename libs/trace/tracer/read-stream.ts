import { LogBuilder, type OpenCall, roundMs } from '../strace/log-builder.js';
import type { Stuck } from '../history.js';
import type { Exit, Task, TraceLog } from '../strace/trace-event.js';
import { signalName } from './notation/names.js';
import { siginfoText, signalOf } from './notation/signals.js';
import { printAnswer, printCall } from './print-call.js';
import { argumentBytes, RawCall } from './raw-call.js';
import { readAccess, readSnapshot } from './read-sights.js';
import { BrokenStream, readNotes, recordKinds, RecordReader, type TracerRecord } from './read-records.js';

interface UnderWay extends Omit<OpenCall, 'text'> {
  readonly call: RawCall;
}

interface Reading {
  readonly log: LogBuilder;
  readonly records: RecordReader;
  /** Calls that have not come back, by the number of their task. */
  readonly open: Map<number, UnderWay>;
  readonly tellStuck: (how: Stuck | null) => void;
  readonly tellMishap: (fault: number) => void;
  firstMs: number | null;
}

/**
 * Reads the stream of ipclab's own tracer, format `sandbox-images/tracer/protocol.md`, as it comes. Each call becomes the text that
 * strace would have written, so that both tracers are understood by the same code.
 * `tellStuck` hears at once that nobody will ever go on, and null when somebody does after all; `tellMishap` hears which fault met a
 * call. Rejects with an Error when the stream is not whole: that is the tracer's failure, never a program's.
 */
export async function readStream(
  chunks: AsyncIterable<Buffer>,
  tellStuck: (how: Stuck | null) => void = () => {},
  tellMishap: (fault: number) => void = () => {},
): Promise<TraceLog> {
  const reading: Reading = {
    log: new LogBuilder(),
    records: new RecordReader(),
    open: new Map(),
    tellStuck,
    tellMishap,
    firstMs: null,
  };
  for await (const chunk of chunks)
    for (const record of reading.records.read(chunk)) readOne(reading, record);
  if (reading.records.shapes === null) throw new BrokenStream('it has no header.');
  for (const tid of reading.open.keys()) abandon(reading, tid);
  return reading.log.finish();
}

function readOne(reading: Reading, record: TracerRecord): void {
  const { log } = reading;
  reading.firstMs ??= record.ms;
  log.step();
  log.moveTo(roundMs(record.ms - reading.firstMs));
  if (record.kind === recordKinds.cut) {
    log.warnOnce('The trace grew too large and was cut: what came later was not seen.');
    return;
  }
  const { body } = record;
  if (record.kind === recordKinds.stuck) {
    const how = stucks[body.readUInt16LE(0)] ?? null;
    reading.tellStuck(how);
    return;
  }
  if (record.kind === recordKinds.free) {
    log.setFree(Number(body.readBigUInt64LE(0)));
    return;
  }
  const task = log.taskOf(record.tid);
  switch (record.kind) {
    case recordKinds.born:
      return;
    case recordKinds.enter:
      enter(reading, task, body);
      return;
    case recordKinds.leave:
      leave(reading, task, body);
      return;
    case recordKinds.signal:
      log.deliver(task, `${signalOf(body)} ${(siginfoText(body) ?? '{}').slice(1, -1)}`);
      return;
    case recordKinds.died:
      abandon(reading, task.tid);
      log.bury(task, exitOf(body.readInt32LE(0)));
      return;
    case recordKinds.fault:
      reading.tellMishap(body.readUInt16LE(0));
      log.meddle(task, {
        fault: body.readUInt16LE(0),
        call: reading.open.get(task.tid)?.call.shape.name ?? null,
        number: Number(body.readBigUInt64LE(2)),
        waitMs: roundMs(Number(body.readBigUInt64LE(10)) / 1e6),
      });
      return;
    case recordKinds.turn:
      log.turn(task, Number(body.readBigUInt64LE(0)));
      return;
    case recordKinds.access:
      readAccess(log, task, body);
      return;
    case recordKinds.snapshot:
      readSnapshot(log, task, body);
      return;
    case recordKinds.replaced:
      replace(reading, task, body.readUInt32LE(0));
      return;
    default:
      throw new BrokenStream(`nobody knows records of kind ${record.kind}.`);
  }
}

/** By their numbers; another one says that it is over. */
const stucks = ['asleep', 'in-circles'] as const;

function enter(reading: Reading, task: Task, body: Buffer): void {
  abandon(reading, task.tid);
  if (reading.log.isFull) return;
  const shape = reading.records.shapes?.get(body.readUInt16LE(0));
  if (shape === undefined) throw new BrokenStream('a call has no shape.');
  const call = new RawCall(shape, body, readNotes(body, argumentBytes));
  reading.open.set(task.tid, { call, row: reading.log.reserve(task), entered: reading.log.at });
}

function leave({ log, open }: Reading, task: Task, body: Buffer): void {
  const begun = open.get(task.tid);
  open.delete(task.tid);
  // A child made by clone comes back from a call that its parent began.
  if (begun === undefined) return;
  const call = begun.call.withNotes(readNotes(body, 8));
  const text = `${printCall(call)}) = ${printAnswer(call, body.readBigInt64LE(0))}`;
  log.put(task, { row: begun.row, entered: begun.entered, text, left: log.at });
}

/** A call that never came back. */
function abandon({ log, open }: Reading, tid: number): void {
  const begun = open.get(tid);
  open.delete(tid);
  if (begun === undefined) return;
  const { row, entered, call } = begun;
  log.put(log.taskOf(tid), { row, entered, text: `${printCall(call)}) = ?`, left: null });
}

// execve(2) in a thread: the thread goes on under the number of its leader, and the leader is gone, with the call that it was in.
function replace(reading: Reading, leader: Task, old: number): void {
  abandon(reading, leader.tid);
  const { log, open } = reading;
  const begun = open.get(old);
  open.delete(old);
  log.forget(old);
  if (begun !== undefined) open.set(leader.tid, begun);
}

function exitOf(status: number): Exit {
  const signal = status & 0x7f;
  return signal === 0 ? { code: (status >> 8) & 0xff } : { signal: signalName(signal) };
}
