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
    port = await freePort();
    server = await start(port, folder);
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

async function start(port: number, folder: string): Promise<ChildProcess> {
  const settings = [
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
  const server = spawn('redis-server', settings, { stdio: ['ignore', 'pipe', 'inherit'] });
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
