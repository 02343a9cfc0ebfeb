// Real: PostgreSQL, api, grader, sandbox, all as `npm start` runs them.
import { readFile, readdir, rm } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { runSystem, throughNpm } from '#libs/testing/running-system';

interface Seen {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** Every process of this machine, from proc(5). */
async function listProcesses(): Promise<Seen[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const seen = await Promise.all(
    pids.map(async (pid) => {
      // A process may end while it is looked at.
      const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
      const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
      return { pid: Number(pid), parent, command: command.replaceAll('\0', ' ') };
    }),
  );
  return seen.filter(({ command }) => command !== '');
}

const childrenOf = async (pid: number) => (await listProcesses()).filter(({ parent }) => parent === pid);

async function descendantsOf(pid: number): Promise<Seen[]> {
  const children = await childrenOf(pid);
  const below = await Promise.all(children.map((child) => descendantsOf(child.pid)));
  return [...children, ...below.flat()];
}

/** Those of the given processes that still live under the same command. */
async function stillThere(before: readonly Seen[]): Promise<Seen[]> {
  const now = await listProcesses();
  return before.filter((one) => now.some(({ pid, command }) => pid === one.pid && command === one.command));
}

test('a stop ends everything that was started, with status 0', async () => {
  const system = await runSystem();
  const children = await childrenOf(system.pid);
  expect(children.length).toBeGreaterThanOrEqual(3);
  expect(await system.stop()).toBe(0);
  expect(await stillThere(children)).toEqual([]);
});

test('a power cut of npm start leaves no process behind', async () => {
  const system = await runSystem();
  const children = await childrenOf(system.pid);
  expect(children.length).toBeGreaterThanOrEqual(3);
  await system.kill();
  await expect.poll(() => stillThere(children), { timeout: 30_000, interval: 200 }).toEqual([]);
  await rm(system.data, { recursive: true });
});

test.each(['SIGTERM', 'SIGKILL'] as const)(
  'npm that gets %s takes all with it that it started',
  async (signal) => {
    const system = await runSystem({}, throughNpm);
    const below = await descendantsOf(system.pid);
    expect(below.map(({ command }) => command).join('\n')).toMatch(/start\.mjs[^]*dist\/apps\/grader/);
    process.kill(system.pid, signal);
    await expect.poll(() => stillThere(below), { timeout: 30_000, interval: 200 }).toEqual([]);
    await expect(fetch(system.url)).rejects.toThrow('fetch failed');
    await rm(system.data, { recursive: true });
  },
);

test('an api and a grader that are killed are said to be, and are there again', async () => {
  const system = await runSystem();
  const services = (await childrenOf(system.pid)).filter(({ command }) =>
    /dist\/apps\/(api|grader)/.test(command),
  );
  expect(services).toHaveLength(2);
  for (const { pid } of services) process.kill(pid, 'SIGKILL');
  const isReady = () =>
    fetch(`${system.url}/health/live`).then(
      async () => (await childrenOf(system.pid)).filter(({ command }) => /dist\/apps/.test(command)).length,
      () => 0,
    );
  await expect.poll(isReady, { timeout: 60_000, interval: 200 }).toBe(2);
  for (const name of ['api', 'grader']) {
    expect(system.said.join('\n')).toContain(
      `The ${name} was killed by SIGKILL; starting it again in 0.5 s.`,
    );
  }
  expect(await system.stop()).toBe(0);
});
