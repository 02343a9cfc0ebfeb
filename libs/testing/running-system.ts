import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Where Debian keeps programs; nothing else of a test runner's environment is the system's. */
const searched = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

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

/** Runs `npm start`'s own script on any free port until it is ready. Rejects with what it said when it ends before. */
export async function runSystem(environment: Readonly<Record<string, string>> = {}): Promise<RunningSystem> {
  const data = await mkdtemp(join(tmpdir(), 'ipclab-system-'));
  const { child, said } = startSystem(data, environment);
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
  const child = spawn(process.execPath, [join(root, '.config/start.mjs'), '--data', data], {
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
