import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { announceInstance, claimInstance, releaseInstance } from './instance.mjs';

let data: string;
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'ipclab-instance-'));
});
afterEach(() => rm(data, { recursive: true }));

test('the second start of a data folder reads who runs, and where', async () => {
  expect(await claimInstance(data)).toBeNull();
  await announceInstance(data, 'http://127.0.0.1:3000');
  expect(await claimInstance(data)).toMatchObject({ pid: process.pid, url: 'http://127.0.0.1:3000' });
});

test('a folder that was given back can be taken again', async () => {
  await claimInstance(data);
  await releaseInstance(data);
  expect(await claimInstance(data)).toBeNull();
});

test('a folder whose owner was killed can be taken, also when its number belongs to another process now', async () => {
  const owner = { pid: process.pid, startTicks: 1, url: null };
  await writeFile(join(data, 'instance.json'), JSON.stringify(owner));
  expect(await claimInstance(data)).toBeNull();
});

test('a claim that a power cut left half-written is nobody’s', async () => {
  await writeFile(join(data, 'instance.json'), '{"pid":');
  expect(await claimInstance(data)).toBeNull();
});
