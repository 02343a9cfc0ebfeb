// Real: PostgreSQL from npm, and owners of it as processes that are killed.
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startProcess } from '#libs/testing/start-process';
import { FolderInUse, startEmbeddedPostgres } from './embedded-postgres.js';

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ipclab-embedded-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const start = () => startEmbeddedPostgres({ folder, log: () => {} });

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url.replace(/ipclab$/, 'postgres') });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

async function hold(): Promise<{ url: string; kill: () => Promise<unknown> }> {
  const owner = startProcess({ file: 'libs/testing/programs/hold-postgres.ts', args: [folder] });
  const line = await owner.line(/^listening /);
  return { url: line.replace('listening ', ''), kill: () => owner.kill('SIGKILL') };
}

test('what was written is there after a stop and a start', async () => {
  const first = await start();
  await query(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
  await first.stop();
  const second = await start();
  expect(await query(second.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  expect(await query(second.url, 'SHOW synchronous_commit')).toEqual([{ synchronous_commit: 'on' }]);
  await second.stop();
});

test('the password lies in a file that only its owner reads, and no other opens the server', async () => {
  const server = await start();
  const file = join(folder, 'password');
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(server.url).toContain((await readFile(file, 'utf8')).trim());
  await expect(query(server.url.replace(/:[^:@]+@/, ':wrong@'), 'SELECT 1')).rejects.toThrow(/password/);
  await server.stop();
});

test('a second user of the folder is refused with the number of the first', async () => {
  const server = await start();
  const refusal = await start().catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(FolderInUse);
  expect(String(refusal)).toContain(`in use by process ${process.pid}`);
  await server.stop();
});

test('killing the owner ends the server, and the next start has all that was committed', async () => {
  const owner = await hold();
  await query(owner.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
  await owner.kill();
  const server = await start();
  expect(await query(server.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  await expect(query(owner.url, 'SELECT 1')).rejects.toThrow(/ECONNREFUSED/);
  await server.stop();
});

test('a postmaster.pid that names a living stranger does not keep the server from starting', async () => {
  const owner = await hold();
  await owner.kill();
  const first = await start();
  await first.stop();
  await writeFile(join(folder, 'cluster', 'postmaster.pid'), `${process.ppid}\n${folder}/cluster\n`);
  const second = await start();
  expect(await query(second.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  await second.stop();
});

test('of two that start in the same folder at once, one has it and the other is refused', async () => {
  const both = await Promise.allSettled([start(), start()]);
  const servers = both.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const refusals = both.flatMap((one): unknown[] => (one.status === 'rejected' ? [one.reason] : []));
  expect(servers).toHaveLength(1);
  expect(refusals).toEqual([expect.any(FolderInUse)]);
  await servers[0]?.stop();
});
