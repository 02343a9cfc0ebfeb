import type { LogBuilder } from '../strace/log-builder.js';
import type { Task } from '../strace/trace-event.js';

const kinds = ['store', 'load'] as const;

/** Bytes of a snapshot's record before its content. */
const snapshotHeadBytes = 2 + 8;

/** Reads an ACCESS record's body; without an access it says that no more are told. */
export function readAccess(log: LogBuilder, task: Task, body: Buffer): void {
  const kind = kinds[body.readUInt8(2)];
  if (kind === undefined) {
    log.warnOnce('Watched words were used so often that later stores and loads are not told.');
    return;
  }
  log.see({
    kind,
    task,
    at: log.at,
    isSure: body.readUInt8(3) !== 0,
    bytes: body.readUInt8(4),
    address: Number(body.readBigUInt64LE(5)),
    before: body.readBigUInt64LE(13),
    value: body.readBigUInt64LE(21),
  });
}

/** Reads a SNAPSHOT record's body; without content it says that no more are told. */
export function readSnapshot(log: LogBuilder, task: Task, body: Buffer): void {
  const content = new Uint8Array(body.subarray(snapshotHeadBytes));
  if (content.length === 0) log.warnOnce('Memory changed so often that later copies of it are not told.');
  else log.see({ kind: 'snapshot', task, at: log.at, address: Number(body.readBigUInt64LE(2)), content });
}
