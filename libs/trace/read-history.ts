import type { History, Stuck } from './history.js';
import { findStop } from './replay/tree/find-stop.js';
import { finishHistory } from './replay/finish-history.js';
import { growTree, type Root } from './replay/tree/grow-tree.js';
import { replay } from './replay/replay.js';
import { readLog } from './strace/read-log.js';
import type { TraceLog } from './strace/trace-event.js';
import { readStream } from './tracer/read-stream.js';

/**
 * Reads what strace saw of one run: the lines of a log made with `straceOptions`, and the programs that the harness
 * started (`pid` is the number that the log's lines begin with, or the number inside the sandbox; `program` a name to show).
 * Never fails on what a program did or on a log that is cut short: what cannot be understood is told in `warnings`.
 */
export async function readHistory(
  lines: AsyncIterable<string> | Iterable<string>,
  roots: readonly Root[],
): Promise<History> {
  return understand(await readLog(lines), roots);
}

/** Who hears of what cannot wait for the end of the run. */
interface Listeners {
  readonly stuck?: (how: Stuck | null) => void;
  readonly mishap?: (fault: number) => void;
}

/**
 * Reads what ipclab's own tracer saw of one run: its stream, piece by piece as it comes, and the programs as for `readHistory`
 * (`pid` is the number inside the sandbox). `tell.stuck` hears at once that nobody will ever go on, and null when somebody does after all;
 * `tell.mishap` hears which fault met a call. Rejects when the stream itself is broken, which is never a program's doing.
 */
export async function readTracerHistory(
  stream: AsyncIterable<Buffer>,
  roots: readonly Root[],
  tell: Listeners = {},
): Promise<History> {
  return understand(await readStream(stream, tell.stuck, tell.mishap), roots);
}

// The process tree comes first, from the whole log; then the calls are replayed in the order in which they took effect.
async function understand(log: TraceLog, roots: readonly Root[]): Promise<History> {
  const tree = growTree(log, roots);
  const stop = findStop(log, tree);
  return finishHistory(await replay(log, tree, stop.position), log, stop);
}
