import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { findCgroups } from '../engines/cgroups/find-cgroups.js';
import { isOrphanGroup } from '../engines/cgroups/group-name.js';
import { aSandbox, aShell, ordinary, printed } from './a-sandbox.js';

// What is left of sandboxes when their owner ends, politely or not, on this host.

test('a killed owner takes all its sandboxes along, traced ones too, and the next one sweeps its groups', async () => {
  const owner = startOwner();
  try {
    await heard(owner, /^running$/);
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

test('a program that cannot be set up is our failure and no end of the program', async () => {
  // Too few for the gate that every program waits at.
  const limits = { ...ordinary, openFiles: 3 };
  const told = 'The runner failed: A program could not be set up: gate (Bad file descriptor)';
  const box = await aSandbox();
  try {
    await expect(box.run([aShell('exit 7')], { limits })).rejects.toThrow(told);
    const [program] = (await box.run([aShell('exit 7')])).programs;
    expect(program?.end).toEqual({ kind: 'exited', code: 7 });
  } finally {
    await box.sandbox.close();
  }
});

test('under an owner of low priority programs run all the same, at a lower one still', async () => {
  const modest = startOwner('box.run([aShell("nice; cat /proc/self/oom_score_adj")])', 'exec nice -n 12');
  try {
    expect(await heard(modest, /^\[/)).toBe('[17,500]');
  } finally {
    modest.kill('SIGKILL');
  }
});

/** A process of its own that opens a sandbox and runs something in it: a traced program that sleeps, unless told otherwise. */
function startOwner(
  run = 'box.run([aShell("sleep 600; exit 1")], { limits: { ...ordinary, wallMs: 600_000 }, traced: true })',
  prefix = 'exec',
): ChildProcess {
  const script = `
    import { createServer } from 'vite';
    const conditions = ['source', 'module', 'node', 'development'];
    const server = await createServer({
      configFile: false, appType: 'custom', resolve: { conditions }, ssr: { resolve: { conditions } },
      server: { middlewareMode: true, watch: null, ws: false }, optimizeDeps: { noDiscovery: true },
    });
    const { aSandbox, aShell, ordinary } = await server.ssrLoadModule('/libs/sandbox/conformance/a-sandbox.ts');
    const box = await aSandbox();
    const going = ${run};
    console.log('running');
    const { programs } = await going;
    console.log(JSON.stringify(Buffer.from(programs[0].stdout).toString().trim().split('\\n').map(Number)));
  `;
  const command = `${prefix} "$0" --input-type=module -e "$1"`;
  return spawn('sh', ['-c', command, process.execPath, script], {
    cwd: join(import.meta.dirname, '..', '..', '..'),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

async function heard(owner: ChildProcess, wanted: RegExp): Promise<string> {
  if (owner.stdout === null) throw new Error('The owner has no output.');
  for await (const line of createInterface({ input: owner.stdout })) if (wanted.test(line)) return line;
  throw new Error(`The owner ended before it said ${wanted.source}.`);
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
