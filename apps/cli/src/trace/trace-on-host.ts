import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { History } from '#libs/trace/history';
import { readHistory } from '#libs/trace/read-history';
import { searchPath } from '../config.js';
import { ProgressLine } from '../progress-line.js';
import { findCommand } from './find-command.js';
import { countLines } from './count-lines.js';
import { startOnHost, type HostProgram, type Streams } from './host-program.js';
import { readLogs } from './read-logs.js';
import { startWatched } from './watched-program.js';
import { Refusal } from '#libs/contracts/refusal';
import type { Traced, TraceRequest } from './traced.js';

/** How long after SIGTERM what is left is killed. */
const patienceMs = 2_000;

/** As timeout(1) says it. */
const stoppedStatus = 124;

/** How often is looked whether the command has ended, in milliseconds. */
const lookMs = 50;

interface Root {
  readonly pid: number;
  readonly program: string;
}

/** Runs the commands on this machine as they are, each under a strace of its own, and reads the logs as one. */
export async function traceOnHost(request: TraceRequest): Promise<Traced> {
  for (const [name = ''] of request.commands) await findCommand(name, searchPath);
  if (request.watched.watches.length + request.watched.snapshots.length > 0) return traceWatched(request);
  const folder = await mkdtemp(join(tmpdir(), 'ipclab-trace-'));
  try {
    const logs = request.commands.map((_, index) => join(folder, `${index}.log`));
    const programs = request.commands.map((command, index) =>
      startOnHost(command, logs[index] ?? '', streamsOf(request, index)),
    );
    const status = await untilEnded(programs, request);
    const roots = await Promise.all(
      programs.map(async (one, index) => ({
        pid: (await one.pid()) ?? 0,
        program: request.commands[index]?.[0] ?? '',
      })),
    );
    return { history: await readCounting(logs, roots), exitCode: status };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function streamsOf(request: TraceRequest, index: number): Streams {
  return {
    stdin: index === 0 ? 'inherit' : 'ignore',
    stdout: request.output === process.stdout ? 'inherit' : 2,
  };
}

// One tracer sees the memory of what one command starts.
async function traceWatched(request: TraceRequest): Promise<Traced> {
  const [command, further] = request.commands;
  if (command === undefined || further !== undefined)
    throw new Refusal(
      'BAD_INPUT',
      'Without the sandbox memory is watched for one command: let that one start the others, such as sh -c "./a & ./b".',
    );
  const program = await startWatched(command, request.watched, streamsOf(request, 0));
  const exitCode = await untilEnded([program], request);
  return { history: await program.history, exitCode };
}

async function readCounting(logs: readonly string[], roots: readonly Root[]): Promise<History> {
  const progress = new ProgressLine();
  try {
    return await readHistory(
      countLines(readLogs(logs), (count) => progress.show(`${count} lines of the trace read`)),
      roots,
    );
  } finally {
    progress.clear();
  }
}

/** The exit status of the first command, or 124 when its time was over. Nothing that was traced lives on. */
async function untilEnded(programs: readonly HostProgram[], request: TraceRequest): Promise<number> {
  const all = (act: (program: HostProgram) => Promise<void>) => Promise.all(programs.map(act));
  const passOn = forwardSignals(all);
  const over = new AbortController();
  const ended = Promise.all(programs.map((program) => program.ended)).finally(() => over.abort());
  try {
    const late = await Promise.race([ended.then(() => null), whatIsLate(programs, request, over.signal)]);
    if (late !== null) {
      process.stderr.write(`ipclab trace: ${late.says}\n`);
      if (!late.isAtOnce) {
        await all((program) => program.signalAll('SIGTERM'));
        await Promise.race([ended, wait(patienceMs)]);
      }
      await all((program) => program.kill());
    }
    const [status] = await ended;
    return late?.isAtOnce === true ? stoppedStatus : (status ?? 0);
  } finally {
    passOn.stop();
  }
}

interface Late {
  readonly says: string;
  /** Killed without being asked to end first, and the command with it. */
  readonly isAtOnce: boolean;
}

/** Watches time, the size of the logs, and what outlives the command. */
async function whatIsLate(
  programs: readonly HostProgram[],
  { wallMs, lingerMs }: TraceRequest,
  over: AbortSignal,
): Promise<Late | null> {
  const deadline = performance.now() + wallMs;
  let leaveBy = Number.POSITIVE_INFINITY;
  while (!over.aborted) {
    const now = performance.now();
    if (now > deadline) return { says: `stopped after ${wallMs / 1000} s.`, isAtOnce: true };
    if (now > leaveBy) {
      const says = `what still ran ${lingerMs / 1000} s after the command had ended was ended too.`;
      return { says, isAtOnce: false };
    }
    if (leaveBy === Number.POSITIVE_INFINITY && programs[0] && !(await programs[0].isRunning()))
      leaveBy = now + lingerMs;
    for (const program of programs)
      if (await program.hasTooLongLog()) return { says: 'stopped, its trace was too long.', isAtOnce: true };
    await wait(lookMs);
  }
  return null;
}

/** Ctrl-C goes to the programs, and what they did until then is drawn; a second one kills them. */
function forwardSignals(all: (act: (program: HostProgram) => Promise<void>) => Promise<unknown>): {
  stop: () => void;
} {
  let count = 0;
  const forward = (name: NodeJS.Signals) => {
    count += 1;
    void all((program) => (count > 1 ? program.kill() : program.signal(name)));
  };
  process.on('SIGINT', forward).on('SIGTERM', forward);
  return { stop: () => process.off('SIGINT', forward).off('SIGTERM', forward) };
}
