import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Where Debian keeps programs, and where Node lies; nothing else of a test runner's environment is the system's. */
const searched = `${dirname(process.execPath)}:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin`;

/** A first start that takes longer hangs, in milliseconds. */
const readyMs = 240_000;

const Accounts = z.array(
  z.object({
    role: z.enum(['student', 'instructor', 'admin']),
    email: z.string(),
    password: z.string(),
    token: z.string(),
  }),
);

/** Database, api and grader as `npm start` runs them, with data of their own. */
export interface RunningSystem {
  /** `http://127.0.0.1:40123` */
  readonly url: string;
  readonly data: string;
  /** Of `npm start`'s own process; api, grader and database are its children. */
  readonly pid: number;
  /** All lines that it has written so far. */
  readonly said: readonly string[];
  token(role: 'student' | 'instructor' | 'admin'): string;
  /** Asks it to end as Ctrl-C does, removes its data, and resolves to its exit status. */
  stop(): Promise<number | null>;
  /** Kills it as a power cut would, and resolves when it is gone; its data stays. */
  kill(): Promise<void>;
}

/** What `npm start` runs, as a command of its own. */
const withoutNpm = [process.execPath, join(root, '.config/start.mjs')];

/** `npm start` itself, as people type it. */
export const throughNpm = [join(dirname(process.execPath), 'npm'), 'start', '--'];

/**
 * Runs `npm start`'s own script, or another command that takes its options, on any free port until it is ready. Rejects with what it
 * said when it ends before.
 */
export async function runSystem(
  environment: Readonly<Record<string, string>> = {},
  command: readonly string[] = withoutNpm,
): Promise<RunningSystem> {
  const data = await mkdtemp(join(tmpdir(), 'ipclab-system-'));
  const { child, said } = start([...command, '--data', data], environment);
  const url = await awaitReady(child, said).catch(async (error: unknown) => {
    await rm(data, { recursive: true, force: true });
    throw error;
  });
  const accounts = Accounts.parse(JSON.parse(await readFile(join(data, 'sample-accounts.json'), 'utf8')));
  return {
    url,
    data,
    said,
    pid: child.pid ?? Number.NaN,
    kill: async () => {
      child.kill('SIGKILL');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'close');
    },
    token: (role) => accounts.find((account) => account.role === role)?.token ?? '',
    stop: async () => {
      child.kill('SIGTERM');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'close');
      await rm(data, { recursive: true, force: true });
      return child.exitCode;
    },
  };
}

/** Starts it on a data folder, and hears what it says, without waiting for anything. */
export function startSystem(
  data: string,
  environment: Readonly<Record<string, string>> = {},
): { readonly child: ChildProcess; readonly said: readonly string[] } {
  return start([...withoutNpm, '--data', data], environment);
}

function start(command: readonly string[], environment: Readonly<Record<string, string>>) {
  // A run of tests that is killed takes it with it.
  const child = spawn('setpriv', ['--pdeathsig', 'TERM', ...command], {
    cwd: root,
    env: { PATH: searched, HOME: homedir(), PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => said.push(line));
  }
  return { child, said };
}

function awaitReady(child: ChildProcess, said: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const giveUp = setTimeout(() => {
      child.kill('SIGTERM');
      reject(new Error(`Not ready within ${readyMs} ms:\n${said.join('\n')}`));
    }, readyMs);
    child.once('close', (code) => {
      clearTimeout(giveUp);
      reject(new Error(`npm start ended with status ${code}:\n${said.join('\n')}`));
    });
    const look = () => {
      const line = said.find((one) => one.includes('web page  '));
      const test = said.find((one) => one.includes('self-test: '));
      if (!line || !test) return;
      clearTimeout(giveUp);
      resolve(line.trim().split(/\s+/).at(-1) ?? '');
    };
    child.stdout?.on('data', () => setImmediate(look));
  });
}
