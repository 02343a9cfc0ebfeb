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
import { findTool } from '../images/run-tool.js';
import type { Launched } from '../launcher/launched.js';
import type { Launcher } from '../launcher/launcher.js';
import { checkStarts } from './check-starts.js';
import { hostPids } from './host-pids.js';

/** The most that one log may hold; strace is ended there and the history says so. */
const logBytesMax = 256 * 1024 * 1024;
/** How many bytes of each payload are kept. */
const payloadBytes = 64;
const attachMs = 10_000;
const finishMs = 30_000;

/** strace(1), attached from outside the sandbox before each program's exec, as the user who owns the sandbox. */
export function strace(launcher: Launcher): Tracer {
  return {
    name: 'strace',
    needsStops: false,
    attach: async (request) => {
      if (request.faults.length > 0)
        throw new Error('strace cannot make faults: it sees calls and no objects.');
      if (request.schedule !== null) throw new Error('strace cannot decide who runs when.');
      if (request.watches.length + request.snapshots.length > 0)
        throw new Error('strace cannot see stores and loads.');
      const pids = await hostPids(request.runnerPid, request.roots);
      const log = await openLog();
      try {
        const held = pids.map((pid) => ({ pid, sleeps: readStatus(pid).sleeps }));
        const tracer = await startStrace(launcher, { request, pids, log });
        await untilAttached(tracer, held, request.signal);
        return traceInto(log, tracer, request);
      } catch (cause) {
        await log.close();
        throw cause;
      }
    },
  };
}

/** A file without a name, so that nothing stays behind whatever dies. Anybody may write it, by descriptor only. */
async function openLog(): Promise<FileHandle> {
  const folder = await mkdtemp(join(tmpdir(), 'ipclab-trace-'));
  const path = join(folder, 'log');
  const log = await open(path, 'wx+');
  await chmod(path, 0o666);
  await rm(folder, { recursive: true });
  return log;
}

interface Start {
  readonly request: TraceRequest;
  readonly pids: readonly number[];
  readonly log: FileHandle;
}

function startStrace(launcher: Launcher, { request, pids, log }: Start): Promise<Launched> {
  const command = [
    needed('prlimit'),
    `--fsize=${logBytesMax}`,
    needed('strace'),
    ...straceOptions(payloadBytes),
    '-o',
    '/proc/self/fd/3',
    ...pids.flatMap((pid) => ['-p', `${pid}`]),
  ];
  // Our own descriptor, seen from the launcher: the file has no name any more.
  const path = `/proc/${process.pid}/fd/${log.fd}`;
  return launcher.start({ command, uid: request.uid, groups: [], extra: { kind: 'file', path } });
}

function needed(tool: string): string {
  const path = findTool(tool);
  if (path === null) throw new Error(`${tool} is not installed: "apt-get install strace util-linux".`);
  return path;
}

async function untilAttached(tracer: Launched, held: readonly Held[], signal: AbortSignal): Promise<void> {
  const deadline = Date.now() + attachMs;
  while (!held.every(isTraced)) {
    signal.throwIfAborted();
    if (tracer.hasEnded || Date.now() > deadline) {
      tracer.kill();
      throw new Error(`strace could not attach: ${tracer.words || 'it did not say why.'}`);
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

function traceInto(log: FileHandle, tracer: Launched, request: TraceRequest): Tracing {
  let open = true;
  const abandon = async () => {
    if (!open) return;
    open = false;
    tracer.kill();
    await tracer.ended();
    await log.close();
  };
  const finish = async (): Promise<History> => {
    // strace ends by itself with the last process it traces.
    const late = setTimeout(() => tracer.kill(), finishMs);
    await tracer.ended();
    clearTimeout(late);
    const { size } = await log.stat();
    if (tracer.endSignal !== 0 && size < logBytesMax) {
      // What it did not see any more may be just what the student is asked for.
      await abandon();
      throw new Error(`strace was ended by signal ${tracer.endSignal}.`);
    }
    const lines = createInterface({
      input: log.createReadStream({ start: 0, autoClose: false }),
      crlfDelay: Number.POSITIVE_INFINITY,
    });
    const history = await readHistory(lines, request.roots);
    await abandon();
    checkStarts(history);
    if (size < logBytesMax) return history;
    const cut = `The log reached ${logBytesMax} bytes and was cut there.`;
    return { ...history, warnings: [...history.warnings, cut] };
  };
  return { finish, abandon };
}
