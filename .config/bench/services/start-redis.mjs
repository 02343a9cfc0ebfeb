import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { splitLines } from '../../setup/run-command.mjs';

/** Between asking for a free port and listening on it, another program may have taken it. */
const portTries = 3;

/** Starts Debian's redis-server on a free loopback port, with persistence as the guide for production wants it. */
export async function startRedis({ folder }) {
  for (let tries = 1; ; tries += 1) {
    const port = await findFreePort();
    const data = await mkdtemp(join(folder, 'redis-'));
    try {
      const server = await startOn(port, data);
      return { url: `redis://127.0.0.1:${port}`, stop: () => end(server) };
    } catch (error) {
      if (tries === portTries) throw error;
    }
  }
}

async function startOn(port, data) {
  const settings = {
    port: String(port),
    bind: '127.0.0.1',
    dir: data,
    save: '',
    appendonly: 'yes',
    'maxmemory-policy': 'noeviction',
  };
  const words = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
  const server = spawn('setpriv', ['--pdeathsig', 'TERM', 'redis-server', ...words], {
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise((resolve, reject) => {
    server.stdout.setEncoding('utf8');
    splitLines(server.stdout, (line) => line.includes('Ready to accept connections') && resolve());
    server.once('error', (cause) => reject(new Error('redis-server could not be started.', { cause })));
    server.once('close', (code) => reject(new Error(`redis-server ended with status ${code}.`)));
  });
  return server;
}

async function end(server) {
  if (server.exitCode !== null) return;
  const closed = once(server, 'close');
  server.kill('SIGTERM');
  await closed;
}

async function findFreePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
