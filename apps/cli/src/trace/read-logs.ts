import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

/**
 * Reads the logs of several tracers as one, in the order of their clocks, a line at a time: they may be larger than memory. The
 * lines by which `setsid` became the program are left out.
 */
export async function* readLogs(paths: readonly string[]): AsyncGenerator<string> {
  const [only] = paths;
  if (only !== undefined && paths.length === 1) return yield* programLines(only);
  const heads = await Promise.all(paths.map((path) => nextOf(programLines(path))));
  for (;;) {
    const first = heads.reduce<Head | null>(
      (a, b) => (b === null || (a && a.clock <= b.clock) ? a : b),
      null,
    );
    if (first === null) return;
    yield first.line;
    heads[heads.indexOf(first)] = await nextOf(first.log);
  }
}

interface Head {
  readonly log: AsyncIterator<string>;
  readonly line: string;
  readonly clock: number;
}

async function nextOf(log: AsyncIterator<string>): Promise<Head | null> {
  const { done, value } = await log.next();
  return done === true ? null : { log, line: value, clock: Number(value.split(/\s+/, 2)[1]) };
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
