import { spawn, type ChildProcess } from 'node:child_process';
import { open, readdir, readFile, stat } from 'node:fs/promises';
import { constants } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { payloadBytesMax, straceOptions } from '#libs/trace/strace-options';

/** What a log may hold before everything is stopped; its reader takes no more lines anyway. */
const logBytesMax = 1_073_741_824;

/** Between two looks for processes that are still to be killed, in milliseconds. */
const lookMs = 50;

/** A command on this machine with a strace of its own; `ended` is the command's exit status once all that came of it is gone. */
export interface HostProgram {
  readonly ended: Promise<number>;
  /** Its process number; null while it has not begun. */
  readonly pid: () => Promise<number | null>;
  /** Whether the command itself is still there, whatever it started. */
  readonly isRunning: () => Promise<boolean>;
  readonly hasTooLongLog: () => Promise<boolean>;
  /** Signals the command's process group, as a terminal does. */
  readonly signal: (name: NodeJS.Signals) => Promise<void>;
  /** Signals every process that is traced, in whatever group it hides. */
  readonly signalAll: (name: NodeJS.Signals) => Promise<void>;
  /** Kills them all, however fast they fork. */
  readonly kill: () => Promise<void>;
}

/** Where the command's standard input and output go. */
export interface Streams {
  readonly stdin: 'inherit' | 'ignore';
  readonly stdout: 'inherit' | 2;
}

/**
 * Starts a command as leader of a session of its own, outside of the tracer's: what it does to its group, such as `kill(0, …)`,
 * does not meet the tracer. See setsid(1).
 */
export function startOnHost(command: readonly string[], log: string, streams: Streams): HostProgram {
  const tracer = spawn('strace', [...straceOptions(payloadBytesMax), '-o', log, '--', 'setsid', ...command], {
    stdio: [streams.stdin, streams.stdout, 'inherit'],
    detached: true,
  });
  return hostProgram(tracer, {
    ended: endOf(tracer),
    pid: () => firstPid(log),
    hasTooLongLog: () =>
      stat(log).then(
        ({ size }) => size > logBytesMax,
        () => false,
      ),
  });
}

/** What is to be done with a command whose tracer is known. */
export function hostProgram(
  tracer: ChildProcess,
  known: Pick<HostProgram, 'ended' | 'pid' | 'hasTooLongLog'>,
): HostProgram {
  return {
    ...known,
    isRunning: async () => {
      const pid = await known.pid();
      return pid === null ? tracer.exitCode === null : isAlive(pid);
    },
    signal: async (name) => {
      const pid = await known.pid();
      if (pid !== null && (await isAlive(pid))) send(-pid, name);
    },
    signalAll: (name) => signalTraced(tracer, name),
    kill: async () => {
      while (tracer.exitCode === null && tracer.signalCode === null) {
        await signalTraced(tracer, 'SIGKILL');
        await wait(lookMs);
      }
    },
  };
}

function endOf(tracer: ChildProcess): Promise<number> {
  return new Promise<number>((resolve, reject) => {
    tracer.once('error', (cause) =>
      reject(new Error('strace could not be started; on Debian: apt-get install strace', { cause })),
    );
    tracer.once('close', (code, signal) =>
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])),
    );
  });
}

/** The command's number is what the log begins with. */
async function firstPid(log: string): Promise<number | null> {
  const file = await open(log).catch(() => null);
  if (file === null) return null;
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(16), 0, 16, 0);
    return Number(/^\d+(?= )/.exec(buffer.toString('latin1', 0, bytesRead))?.[0]) || null;
  } finally {
    await file.close();
  }
}

async function isAlive(pid: number): Promise<boolean> {
  const status = await statusOf(`${pid}`);
  return status !== '' && !/^State:\s*[ZX]/m.test(status);
}

async function signalTraced(tracer: ChildProcess, name: NodeJS.Signals): Promise<void> {
  const isTraced = new RegExp(`^TracerPid:\\s*${tracer.pid}$`, 'm');
  const pids = (await readdir('/proc')).filter((entry) => /^\d+$/.test(entry));
  const found = await Promise.all(pids.map(async (pid) => isTraced.test(await statusOf(pid))));
  for (const [index, pid] of pids.entries()) if (found[index] === true) send(Number(pid), name);
}

function statusOf(pid: string): Promise<string> {
  return readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
}

function send(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    // Gone in the meantime.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
