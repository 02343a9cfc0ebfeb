import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { constants } from 'node:os';
import { Readable } from 'node:stream';
import { hostTracer } from '#libs/sandbox/host-tracer';
import type { History } from '#libs/trace/history';
import { readTracerHistory } from '#libs/trace/read-history';
import { hostProgram, type HostProgram, type Streams } from './host-program.js';
import type { Watched } from './watched-words.js';

/** A command on this machine under ipclab's own tracer, and what that saw once it has ended. */
export interface WatchedProgram extends HostProgram {
  readonly history: Promise<History>;
}

/** Starts a command as leader of a session of its own under the tracer that can watch memory: strace sees no stores. */
export async function startWatched(
  command: readonly string[],
  watched: Watched,
  streams: Streams,
): Promise<WatchedProgram> {
  const [program = '', ...words] = await hostTracer(watched);
  const tracer = spawn(program, [...words, '--', ...command], {
    stdio: [streams.stdin, streams.stdout, 'inherit', 'pipe'],
    detached: true,
  });
  const ended = once(tracer, 'close');
  const stream = tracer.stdio[3];
  if (!(stream instanceof Readable)) throw new Error('The tracer has no stream.');
  // The first bytes come when the command is held, before its first instruction.
  await Promise.race([once(stream, 'readable'), ended]);
  const pid = await childOf(tracer);
  if (pid === null) throw new Error('The tracer did not start.');
  const history = readTracerHistory(stream, [{ pid, program: command[0] ?? '' }]);
  history.catch(() => {});
  return {
    ...hostProgram(tracer, {
      pid: async () => pid,
      // It tells no more than its limit, and goes on.
      hasTooLongLog: async () => false,
      ended: ended.then(async () => statusOf(await history)),
    }),
    history,
  };
}

async function childOf({ pid }: ChildProcess): Promise<number | null> {
  if (pid === undefined) return null;
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
  return Number.parseInt(children, 10) || null;
}

// As a shell says it.
function statusOf(history: History): number {
  const exit = history.processes.find(({ id }) => id === 'p1')?.exit ?? { running: true };
  if ('code' in exit) return exit.code;
  const number =
    'signal' in exit ? Object.entries(constants.signals).find(([name]) => name === exit.signal)?.[1] : 0;
  return 128 + (number ?? 0);
}
