import { expect, test } from 'vitest';
import { settings } from '#libs/contracts/settings';
import { Environment, readConfig } from './config.js';

const least = { DATABASE_URL: 'postgresql://u:p@localhost/ipclab' };

test('an address of a database is enough', () => {
  const config = readConfig(least);
  expect(config).toMatchObject({ IPCLAB_LOG_LEVEL: 'info', IPCLAB_GRADER_LOCK_MS: 4000 });
  expect(config.IPCLAB_GRADER_CONCURRENCY).toBeGreaterThan(0);
  expect(Object.isFrozen(config)).toBe(true);
});

test('a missing database is said with the way out', () => {
  expect(() => readConfig({})).toThrow(/DATABASE_URL is missing: name a PostgreSQL .* or use "npm start"/);
});

test('a misspelt setting is refused with the one that was meant', () => {
  const environment = { ...least, IPCLAB_GRADER_CONCURENCY: '2' };
  expect(() => readConfig(environment)).toThrow(
    'IPCLAB_GRADER_CONCURENCY is no setting of the grader; did you mean IPCLAB_GRADER_CONCURRENCY?',
  );
});

test('every complaint is said at once', () => {
  const environment = { ...least, QUEUE_URL: 'http://x', IPCLAB_GRADER_LOCK_MS: 'soon' };
  expect(() => readConfig(environment)).toThrow(/QUEUE_URL: .*\nIPCLAB_GRADER_LOCK_MS: /);
});

test('a setting of the api is passed over', () => {
  expect(() =>
    readConfig({ ...least, IPCLAB_SIGN_UP: 'closed', IPCLAB_PERSON_REQUESTS_PER_MINUTE: '5' }),
  ).not.toThrow();
});

test('the settings that other programs pass over are those that are read here', () => {
  const read = Object.keys(Environment.shape).filter((name) => name.startsWith('IPCLAB_'));
  expect(read.toSorted()).toEqual([...settings.both, ...settings.grader].toSorted());
});
