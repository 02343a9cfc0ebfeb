import { spawn, type ChildProcess } from 'node:child_process';
import { constants } from 'node:os';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { payloadBytesMax, straceOptions } from '#libs/trace/strace-options';
import { readHistory } from '#libs/trace/read-history';
import type { Traced, TraceRequest } from './traced.js';

/** Runs the commands on this machine as they are, each under a strace of its own, and reads the logs as one. */
export async function traceOnHost(request: TraceRequest): Promise<Traced> {
  const folder = await mkdtemp(join(tmpdir(), 'ipclab-trace-'));
  try {
    const logs = request.commands.map((_, index) => join(folder, `${index}.log`));
    const ends = await Promise.all(
      request.commands.map((command, index) => follow(command, logs[index] ?? '', request)),
    );
    const texts = await Promise.all(logs.map((log) => readFile(log, 'latin1')));
    const roots = texts.map((text, index) => ({
      pid: Number.parseInt(text, 10),
      program: request.commands[index]?.[0] ?? '',
    }));
    const history = await readHistory(inOrder(texts), roots);
    return { history, exitCode: ends[0] ?? 125 };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function follow(command: readonly string[], log: string, request: TraceRequest): Promise<number> {
  const tracer = spawn('strace', [...straceOptions(payloadBytesMax), '-o', log, '--', ...command], {
    stdio: ['inherit', request.output === process.stdout ? 'inherit' : 2, 'inherit'],
    detached: true,
  });
  const forward = (name: NodeJS.Signals) => stop(tracer, name);
  process.on('SIGINT', forward).on('SIGTERM', forward);
  const timer = setTimeout(() => {
    process.stderr.write(`ipclab trace: stopped after ${request.wallMs / 1000} s.\n`);
    stop(tracer, 'SIGKILL');
  }, request.wallMs);
  return new Promise<number>((resolve, reject) => {
    tracer.once('error', (cause) =>
      reject(new Error('strace could not be started; on Debian: apt-get install strace', { cause })),
    );
    tracer.once('close', (code, signal) =>
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])),
    );
  }).finally(() => {
    clearTimeout(timer);
    process.off('SIGINT', forward).off('SIGTERM', forward);
  });
}

// The tracer leads a process group that holds the traced programs too.
function stop(tracer: ChildProcess, name: NodeJS.Signals): void {
  if (tracer.pid === undefined || tracer.exitCode !== null) return;
  process.kill(-tracer.pid, name);
}

function inOrder(texts: readonly string[]): string[] {
  const lines = texts.flatMap((text) => text.split('\n').filter((line) => line !== ''));
  if (texts.length === 1) return lines;
  return lines.sort((a, b) => clock(a) - clock(b));
}

function clock(line: string): number {
  return Number(line.split(/\s+/, 2)[1]);
}
