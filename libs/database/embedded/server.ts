import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { CommandFailed } from './commands.js';

export interface ServerOptions {
  /** What starts the server, but for its settings, which are further arguments. */
  readonly command: readonly string[];
  readonly log: (line: string) => void;
  /** In place of our own where both name one. */
  readonly settings: Readonly<Record<string, string>>;
}

export interface RunningServer {
  readonly port: number;
  stop(): Promise<void>;
}

/** Starting includes recovery after a crash, which reads at most `max_wal_size` of log. */
const startMs = 60_000;
/** After that a server that was told to stop is killed; the next start recovers. */
const stopMs = 20_000;
const portTries = 3;

/**
 * Sized for one api, one grader and a person with psql: pools of at most 10 and two listeners for each process.
 * `synchronous_commit` stays on: a submission whose id was returned is on the disk.
 */
const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: '64MB',
  synchronous_commit: 'on',
  logging_collector: 'off',
  lc_messages: 'C',
};

/** Starts the server on a free port and waits until it takes connections; another port is tried when somebody was faster. */
export async function runServer(options: ServerOptions): Promise<RunningServer> {
  for (let tries = 1; ; tries += 1) {
    const port = await findFreePort();
    const attempt = await startOn(port, options);
    if (attempt.kind === 'ready') return { port, stop: () => stop(attempt.child) };
    if (attempt.kind === 'port-taken' && tries < portTries) continue;
    throw new CommandFailed(`PostgreSQL did not start: ${attempt.says}`, attempt.code);
  }
}

type Attempt =
  | { readonly kind: 'ready'; readonly child: ChildProcess }
  | { readonly kind: 'port-taken' | 'failed'; readonly says: string; readonly code: number | null };

async function startOn(port: number, options: ServerOptions): Promise<Attempt> {
  const flags = Object.entries({ ...settings, ...options.settings, port: String(port) }).flatMap(
    ([name, value]) => ['-c', `${name}=${value}`],
  );
  const [file = '', ...args] = [...options.command, ...flags];
  // A process group of its own: Ctrl-C in a terminal reaches us, and we stop the server last.
  const child = spawn(file, args, { stdio: ['ignore', 'ignore', 'pipe'], detached: true });
  const says: string[] = [];
  const patience = setTimeout(() => child.kill('SIGKILL'), startMs);
  const outcome = await new Promise<'ready' | 'ended'>((resolve, reject) => {
    createInterface({ input: child.stderr }).on('line', (line) => {
      options.log(line);
      if (says.push(line) > 20) says.shift();
      if (line.includes('database system is ready to accept connections')) resolve('ready');
    });
    child.on('error', (cause) => reject(new Error(`${file} could not be started`, { cause })));
    child.on('close', () => resolve('ended'));
  }).finally(() => clearTimeout(patience));
  if (outcome === 'ready') return { kind: 'ready', child };
  const text = says.join('\n') || 'it said nothing';
  return {
    kind: text.includes('could not bind') ? 'port-taken' : 'failed',
    says: text,
    code: child.exitCode,
  };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const patience = setTimeout(() => child.kill('SIGKILL'), stopMs);
  // SIGINT is the fast shutdown; see "Shutting Down the Server" in PostgreSQL's manual.
  child.kill('SIGINT');
  await once(child, 'close');
  clearTimeout(patience);
}

async function findFreePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('A listening TCP socket has no port');
  return address.port;
}
