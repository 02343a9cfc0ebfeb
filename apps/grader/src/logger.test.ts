import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));

test('a process whose log nobody reads any more still ends when it is told to', async () => {
  const script = `
    const { makeLogger } = await import('./apps/grader/src/logger.ts');
    const logger = makeLogger({ IPCLAB_LOG_LEVEL: 'info' });
    process.once('SIGTERM', () => {
      for (let line = 0; line < 100; line++) logger.warn('the database is gone');
      process.exit(0);
    });
    setInterval(() => logger.info('still here'), 5);`;
  const words = [
    '--conditions=source',
    '--import',
    './libs/testing/run-typescript.mjs',
    '--input-type=module',
  ];
  const child = spawn(process.execPath, [...words, '-e', script], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { PATH: process.env['PATH'] },
  });
  await once(child.stdout, 'data');
  child.stdout.destroy();
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
});
