import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { findCgroups } from '../engines/cgroups/find-cgroups.js';
import { isOrphanGroup } from '../engines/cgroups/group-name.js';
import { aSandbox, aShell, printed } from './a-sandbox.js';

// What is left of sandboxes when their owner ends, politely or not, on this host.

test('a killed owner takes all its sandboxes along, traced ones too, and the next one sweeps its groups', async () => {
  const owner = startOwner();
  try {
    await heard(owner, 'running');
    const names = () => descendantsOf(`${owner.pid}`).map((pid) => commandOf(pid).split('\0')[0] ?? '');
    await until(() => names().includes('sleep'));
    const below = descendantsOf(`${owner.pid}`);
    expect(names().filter((name) => name.endsWith('bwrap')).length).toBeGreaterThan(1);
    expect(names().filter((name) => name.endsWith('tracer')).length).toBe(1);
    owner.kill('SIGKILL');
    await once(owner, 'exit');
    await gone(() => below.filter((pid) => commandOf(pid) !== ''));
  } finally {
    owner.kill('SIGKILL');
  }
  const box = await aSandbox();
  await box.sandbox.close();
  const orphans: string[] = [];
  await findCgroups()?.sweep((name) => {
    if (isOrphanGroup(name) && name.includes(`-${owner.pid}-`)) orphans.push(name);
    return false;
  });
  expect(orphans).toEqual([]);
});

test('a closed sandbox has ended its runs and left no process', async () => {
  const box = await aSandbox();
  const mark = `closed-${process.pid}-${Date.now()}`;
  const outcome = box.run([aShell(`sleep 60 # ${mark}`)]).then(
    () => 'ended',
    (cause: unknown) => (cause instanceof Error ? cause.message : 'unknown'),
  );
  await until(() => processesWith(mark).length > 0);
  await box.sandbox.close();
  expect(await outcome).toBe('The sandbox was closed.');
  expect(processesWith(mark)).toEqual([]);
  await expect(box.run([aShell('true')])).rejects.toThrow('closed');
});

test('many runs at once wait for their turn and do not mix', async () => {
  const box = await aSandbox();
  try {
    const words = Array.from({ length: 12 }, (_, index) => `word ${index}`);
    const runs = await Promise.all(words.map((word) => box.run([aShell(`sleep 0.05; echo ${word}`)])));
    expect(runs.map(printed)).toEqual(words.map((word) => `${word}\n`));
  } finally {
    await box.sandbox.close();
  }
});

test('a tracer that is killed is our failure: the run gives no result, nothing of it lives on, and the next run is traced', async () => {
  const box = await aSandbox();
  try {
    const mark = `untraced-${process.pid}-${Date.now()}`;
    const outcome = box.run([aShell(`sleep 60 # ${mark}`)], { traced: true }).then(
      () => 'ended',
      (cause: unknown) => (cause instanceof Error ? cause.message : 'unknown'),
    );
    const tracers = () =>
      descendantsOf(`${process.pid}`).filter((pid) => commandOf(pid).split('\0')[0]?.endsWith('/tracer'));
    await until(() => tracers().length === 1 && processesWith(mark).length > 0);
    for (const pid of tracers()) process.kill(Number(pid), 'SIGKILL');
    expect(await outcome).toBe('The tracer was ended by signal 9.');
    await gone(() => processesWith(mark));
    const next = await box.run([aShell('echo again')], { traced: true });
    expect(printed(next)).toBe('again\n');
    expect(next.history?.processes.filter((life) => life.role === 'student')).toHaveLength(1);
  } finally {
    await box.sandbox.close();
  }
});

/** A process of its own that opens a sandbox and has a traced program sleep in it. */
function startOwner(): ChildProcess {
  const script = `
    import { createServer } from 'vite';
    const conditions = ['source', 'module', 'node', 'development'];
    const server = await createServer({
      configFile: false, appType: 'custom', resolve: { conditions }, ssr: { resolve: { conditions } },
      server: { middlewareMode: true, watch: null, ws: false }, optimizeDeps: { noDiscovery: true },
    });
    const { aSandbox, aShell, ordinary } = await server.ssrLoadModule('/libs/sandbox/conformance/a-sandbox.ts');
    const box = await aSandbox();
    void box.run([aShell('sleep 600; exit 1')], { limits: { ...ordinary, wallMs: 600_000 }, traced: true });
    console.log('running');
  `;
  return spawn(process.execPath, ['--input-type=module', '-e', script], {
    cwd: join(import.meta.dirname, '..', '..', '..'),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

async function heard(owner: ChildProcess, word: string): Promise<void> {
  if (owner.stdout === null) throw new Error('The owner has no output.');
  for await (const line of createInterface({ input: owner.stdout })) if (line === word) return;
  throw new Error(`The owner ended before it said ${word}.`);
}

const pids = (): readonly string[] => readdirSync('/proc').filter((name) => /^\d+$/.test(name));

function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

function processesWith(mark: string): readonly string[] {
  return pids().filter((pid) => pid !== `${process.pid}` && commandOf(pid).includes(mark));
}

function descendantsOf(pid: string): readonly string[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean);
  return children.flatMap((child) => [child, ...descendantsOf(child)]);
}

/** Waits until a listing is empty, and fails with what is still in it after five seconds. */
async function gone(listing: () => readonly string[]): Promise<void> {
  await until(() => listing().length === 0).catch(() => {});
  expect(listing()).toEqual([]);
}

async function until(holds: () => boolean): Promise<void> {
  const deadline = Date.now() + 5_000;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error('What was waited for did not happen within 5 s.');
    await wait(10);
  }
}
