// Real: processes.
import { expect, test } from 'vitest';
import { startProcess } from '#libs/testing/start-process';

const file = 'apps/api/src/main.ts';

test('a misspelt setting ends the start with one sentence and status 1', async () => {
  const env = { DATABASE_URL: 'postgresql://127.0.0.1/ipclab', IPCLAB_SIGNUP: 'open' };
  const api = startProcess({ file, env });
  expect(await api.line(/./)).toBe('IPCLAB_SIGNUP is no setting of the api; did you mean IPCLAB_SIGN_UP?');
  expect(await api.ended).toEqual({ code: 1, signal: null });
});

test('a database that does not answer ends the start with status 1 and says so', async () => {
  const env = { DATABASE_URL: 'postgresql://ipclab@127.0.0.1:1/ipclab', IPCLAB_LOG_LEVEL: 'silent' };
  const api = startProcess({ file, env });
  expect(await api.line(/ECONNREFUSED/)).toContain('127.0.0.1:1');
  expect(await api.ended).toEqual({ code: 1, signal: null });
});
