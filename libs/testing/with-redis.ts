import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll } from 'vitest';

/** A real Redis for the tests of one file. */
export interface TestRedis {
  url(): string;
}

/** Starts Debian's redis-server before the tests of a file and ends it after them. */
export function withRedis(): TestRedis {
  let server: ChildProcess | null = null;
  let folder = '';
  let port = 0;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ipclab-redis-'));
    ({ server, port } = await startOnFreePort(folder));
  });
  afterAll(async () => {
    if (server !== null && server.exitCode === null) {
      server.kill('SIGTERM');
      await once(server, 'close');
    }
    await rm(folder, { recursive: true, force: true });
  });
  return {
    url: () => {
      if (server === null) throw new Error('Redis runs only within the tests of the file');
      return `redis://127.0.0.1:${port}`;
    },
  };
}

/** Somebody else may take a free port before Redis does. */
const portTries = 3;

async function startOnFreePort(folder: string) {
  for (let tries = 1; ; tries += 1) {
    const port = await freePort();
    const server = await start(port, folder).catch((error: unknown) => {
      if (tries === portTries) throw error;
      return null;
    });
    if (server !== null) return { server, port };
  }
}

async function start(port: number, folder: string): Promise<ChildProcess> {
  // It dies with us, also when we are killed.
  const command = [
    '--pdeathsig',
    'TERM',
    'redis-server',
    '--port',
    String(port),
    '--bind',
    '127.0.0.1',
    '--dir',
    folder,
    '--save',
    '',
    '--maxmemory-policy',
    'noeviction',
  ];
  const server = spawn('setpriv', command, { stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise<void>((resolve, reject) => {
    createInterface({ input: server.stdout }).on('line', (line) => {
      if (line.includes('Ready to accept connections')) resolve();
    });
    server.on('error', (cause) =>
      reject(new Error('redis-server could not be started; is it installed?', { cause })),
    );
    server.on('close', (code) => reject(new Error(`redis-server ended with ${code}`)));
  });
  return server;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('A listening TCP socket has no port');
  return address.port;
}
