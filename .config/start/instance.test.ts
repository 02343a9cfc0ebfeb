import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { claimInstance } from './instance.mjs';

let data: string;
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'ipclab-instance-'));
});
afterEach(() => rm(data, { recursive: true }));

test('the second start of a data folder reads who runs, and where', async () => {
  const first = await claimInstance(data);
  await first.announce?.('http://127.0.0.1:3000');
  expect(await claimInstance(data)).toEqual({ owner: { pid: process.pid, url: 'http://127.0.0.1:3000' } });
  await first.release?.();
});

test('a folder that was given back can be taken again', async () => {
  await (await claimInstance(data)).release?.();
  const second = await claimInstance(data);
  expect(second.owner).toBeUndefined();
  await second.release?.();
});

test('a folder whose owner was killed can be taken', async () => {
  const module = new URL('instance.mjs', import.meta.url).href;
  const script = `const { claimInstance } = await import(${JSON.stringify(module)});
    const { owner } = await claimInstance(${JSON.stringify(data)});
    process.stdout.write(owner ? 'refused' : 'mine'); setInterval(() => {}, 1000);`;
  const other = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said] = await once(other.stdout, 'data');
  expect(String(said)).toBe('mine');
  expect((await claimInstance(data)).owner).toMatchObject({ pid: other.pid });
  other.kill('SIGKILL');
  await once(other, 'close');
  const ours = await claimInstance(data);
  expect(ours.owner).toBeUndefined();
  await ours.release?.();
});
