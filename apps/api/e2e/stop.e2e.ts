// Real: PostgreSQL, api, grader, sandbox, all as `npm start` runs them.
import { readFile, readdir } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { runSystem } from '#libs/testing/running-system';

/** Processes whose environment or command line names a data folder. */
async function processesOf(data: string): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const commands = await Promise.all(
    pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')),
  );
  return commands.filter((command) => command.includes(data)).map((command) => command.replaceAll('\0', ' '));
}

test('a stop ends everything that was started, with status 0', async () => {
  const first = await runSystem();
  expect(await processesOf(first.data)).not.toEqual([]);
  const { data } = first;
  expect(await first.stop()).toBe(0);
  expect(await processesOf(data)).toEqual([]);
  await expect(fetch(`${first.url}/health/live`)).rejects.toThrow('fetch failed');
});
