import { spawn } from 'node:child_process';
import { homedir } from 'node:os';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface ProcessOptions {
  /** The TypeScript to run, from the root of the repository. */
  readonly file: string;
  readonly args?: readonly string[];
  /** All of its environment but PATH and HOME. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface ProcessEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A process of ours that a test may kill. */
export interface TestProcess {
  readonly pid: number;
  /** Resolves with the first line, said before or later, that matches; rejects when the process ends without it. */
  line(pattern: RegExp): Promise<string>;
  kill(signal: NodeJS.Signals): Promise<ProcessEnd>;
  readonly ended: Promise<ProcessEnd>;
}

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Starts a program of this repository from its sources. */
export function startProcess(options: ProcessOptions): TestProcess {
  const loader = ['--conditions=source', '--import', `${root}libs/testing/run-typescript.mjs`];
  const command = [process.execPath, ...loader, `${root}${options.file}`, ...(options.args ?? [])];
  // A run of tests that is killed takes it with it.
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', ...command], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      HOME: homedir(),
      ...options.env,
    },
  });
  const lines: string[] = [];
  const watchers = new Set<() => void>();
  for (const input of [child.stdout, child.stderr]) {
    createInterface({ input }).on('line', (line) => {
      lines.push(line);
      for (const look of watchers) look();
    });
  }
  const ended = new Promise<ProcessEnd>((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal }));
  });
  return {
    pid: child.pid ?? -1,
    ended,
    kill: (signal) => {
      child.kill(signal);
      return ended;
    },
    line: (pattern) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = lines.find((line) => pattern.test(line));
          if (found === undefined) return;
          watchers.delete(look);
          resolve(found);
        };
        watchers.add(look);
        look();
        void ended.then(() =>
          reject(new Error(`${options.file} ended without ${pattern}:\n${lines.join('\n')}`)),
        );
      }),
  };
}
