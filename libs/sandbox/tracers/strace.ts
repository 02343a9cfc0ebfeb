import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { chmod, mkdtemp, open, rm, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import type { History } from '#libs/trace/history';
import { readHistory } from '#libs/trace/read-history';
import { straceOptions } from '#libs/trace/strace-options';
import type { TraceRequest, Tracer, Tracing } from '../tracer.js';
import { findTool, toolPath } from '../images/run-tool.js';
import { hostPids } from './host-pids.js';

/** The most that one log may hold; strace is ended there and the history says so. */
const logBytesMax = 256 * 1024 * 1024;
/** How many bytes of each payload are kept. */
const payloadBytes = 64;
const attachMs = 10_000;
const finishMs = 30_000;

/** strace(1), attached from outside the sandbox before each program's exec, as the user who owns the sandbox. */
export const strace: Tracer = {
  name: 'strace',
  attach: async (request) => {
    const pids = await hostPids(request.runnerPid, request.roots);
    const log = await openLog();
    try {
      const held = pids.map((pid) => ({ pid, sleeps: readStatus(pid).sleeps }));
      const child = startStrace(request, pids, log);
      const exit = new Promise<void>((resolve) => child.once('close', () => resolve()));
      await untilAttached(child, held, request.signal);
      return traceInto(log, { child, exit }, request);
    } catch (cause) {
      await log.close();
      throw cause;
    }
  },
};

/** A file without a name, so that nothing stays behind whatever dies. Anybody may write it, by descriptor only. */
async function openLog(): Promise<FileHandle> {
  const folder = await mkdtemp(join(tmpdir(), 'ipclab-trace-'));
  const path = join(folder, 'log');
  const log = await open(path, 'wx+');
  await chmod(path, 0o666);
  await rm(folder, { recursive: true });
  return log;
}

function startStrace(request: TraceRequest, pids: readonly number[], log: FileHandle): ChildProcess {
  const identity = request.uid === null ? {} : { uid: request.uid, gid: request.uid };
  const args = [
    `--fsize=${logBytesMax}`,
    'strace',
    ...straceOptions(payloadBytes),
    '-o',
    '/proc/self/fd/3',
    ...pids.flatMap((pid) => ['-p', `${pid}`]),
  ];
  return spawn(findTool('prlimit') ?? 'prlimit', args, {
    stdio: ['ignore', 'ignore', 'pipe', log.fd],
    env: { PATH: toolPath },
    ...identity,
  });
}

async function untilAttached(child: ChildProcess, held: readonly Held[], signal: AbortSignal): Promise<void> {
  let says = '';
  child.stderr?.on('data', (data: Buffer) => (says = `${says}${data.toString()}`.slice(0, 4096)));
  let failed = false;
  child.once('error', (cause) => ((failed = true), (says = cause.message)));
  child.once('exit', () => (failed = true));
  const deadline = Date.now() + attachMs;
  while (!held.every(isTraced)) {
    signal.throwIfAborted();
    if (failed || Date.now() > deadline) {
      child.kill('SIGKILL');
      throw new Error(`strace could not attach: ${says.trim() || 'it did not say why.'}`);
    }
    await wait(1);
  }
}

/** A process that waits for its release, and how often it had gone to sleep before the tracer came. */
interface Held {
  readonly pid: number;
  readonly sleeps: number;
}

// PTRACE_SEIZE alone shows no call yet: strace interrupts the process and lets it go on from call to call. So it has to have
// stopped once and to sleep in its call again, see ptrace(2), "Attaching and detaching"; released sooner, its exec would be missed.
function isTraced({ pid, sleeps }: Held): boolean {
  const now = readStatus(pid);
  return now.isSeized && now.state === 'S' && now.sleeps > sleeps;
}

function readStatus(pid: number): { state: string; isSeized: boolean; sleeps: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const field = (name: string) => new RegExp(`^${name}:\\s*(\\S+)`, 'm').exec(status)?.[1] ?? '';
  return {
    state: field('State'),
    isSeized: field('TracerPid') !== '0',
    sleeps: Number(field('voluntary_ctxt_switches')),
  };
}

interface Running {
  readonly child: ChildProcess;
  readonly exit: Promise<void>;
}

function traceInto(log: FileHandle, { child, exit }: Running, request: TraceRequest): Tracing {
  let open = true;
  const abandon = async () => {
    if (!open) return;
    open = false;
    child.kill('SIGKILL');
    await exit;
    await log.close();
  };
  const finish = async (): Promise<History> => {
    // strace ends by itself with the last process it traces.
    const late = setTimeout(() => child.kill('SIGKILL'), finishMs);
    await exit;
    clearTimeout(late);
    const { size } = await log.stat();
    const lines = createInterface({
      input: log.createReadStream({ start: 0, autoClose: false }),
      crlfDelay: Number.POSITIVE_INFINITY,
    });
    const history = await readHistory(lines, request.roots);
    await abandon();
    // A program whose exec was missed has unknown streams, and its student would be accused of our mistake.
    const missed = history.processes.some(
      (life) => life.parent === null && life.role === 'student' && life.execs.length === 0,
    );
    if (missed) throw new Error('strace did not see the start of a program.');
    if (size < logBytesMax) return history;
    const cut = `The log reached ${logBytesMax} bytes and was cut there.`;
    return { ...history, warnings: [...history.warnings, cut] };
  };
  return { finish, abandon };
}
