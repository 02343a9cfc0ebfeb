import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { clockOf, splitCall } from './split-call.js';

/**
 * Reads the logs of several tracers as one, in the order of their clocks, a line at a time: they may be larger than memory. A call
 * during which another tracer saw something is told as two lines. Those by which `setsid` became the program are left out.
 */
export async function* readLogs(paths: readonly string[]): AsyncGenerator<string> {
  const [only] = paths;
  if (only !== undefined && paths.length === 1) return yield* programLines(only);
  const heads = (await Promise.all(paths.map((path) => nextOf(programLines(path))))).filter(
    (head) => head !== null,
  );
  for (;;) {
    const [first, second] = heads.sort((a, b) => (a.atNs < b.atNs ? -1 : 1));
    if (first === undefined) return;
    const split = second ? splitCall(first.line) : null;
    if (split && second && split.leftNs > second.atNs) {
      yield split.entered;
      heads[0] = { ...first, line: split.left, atNs: split.leftNs };
      continue;
    }
    yield first.line;
    const next = await nextOf(first.log);
    heads.splice(0, 1, ...(next ? [next] : []));
  }
}

interface Head {
  readonly log: AsyncIterator<string>;
  readonly line: string;
  readonly atNs: bigint;
}

async function nextOf(log: AsyncIterator<string>): Promise<Head | null> {
  const { done, value } = await log.next();
  return done === true ? null : { log, line: value, atNs: clockOf(value) };
}

// The first execve is that of setsid, the second is the program's, or an attempt at it in one of the folders of PATH.
async function* programLines(path: string): AsyncGenerator<string> {
  let execs = 0;
  const input = createReadStream(path, { encoding: 'latin1' });
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (execs < 2 && /^\d+ +\S+ execve\(/.test(line)) execs += 1;
    if (execs >= 2) yield line;
  }
}
