import { expect, test } from 'vitest';
import { settings } from '#libs/contracts/settings';
import { Environment, readConfig } from './config.js';

const DATABASE_URL = 'postgresql://ipclab:ipclab@127.0.0.1/ipclab';

test('a database is all that has to be said', () => {
  expect(readConfig({ DATABASE_URL })).toMatchObject({
    PORT: 3000,
    HOST: '127.0.0.1',
    IPCLAB_SIGN_UP: 'open',
  });
});

test('a missing database is refused with what to do', () => {
  expect(() => readConfig({})).toThrow(/DATABASE_URL is missing: .* or use "npm start"/);
});

test('a misspelt setting is refused with what may have been meant', () => {
  expect(() => readConfig({ DATABASE_URL, IPCLAB_SIGNUP: 'closed' })).toThrow(
    'IPCLAB_SIGNUP is no setting of the api; did you mean IPCLAB_SIGN_UP?',
  );
});

test('settings of the other programs are passed over', () => {
  expect(readConfig({ DATABASE_URL, IPCLAB_GRADER_CONCURRENCY: '2' })).not.toHaveProperty(
    'IPCLAB_GRADER_CONCURRENCY',
  );
});

test.each([
  ['PORT', 'http'],
  ['PORT', '70000'],
  ['QUEUE_URL', 'http://localhost'],
  ['IPCLAB_LOG_LEVEL', 'loud'],
  ['IPCLAB_WAITING_PER_PERSON', '0'],
  ['NODE_ENV', 'prod'],
])('%s=%s is refused by name', (name, value) => {
  expect(() => readConfig({ DATABASE_URL, [name]: value })).toThrow(new RegExp(`^${name}: `));
});

test('production does not start with a password that everybody knows, or none', () => {
  const NODE_ENV = 'production';
  expect(() => readConfig({ DATABASE_URL, NODE_ENV })).toThrow(
    /DATABASE_URL has no password, or one that everybody knows/,
  );
  const good = 'postgresql://ipclab:GOaC-4nR2v@db/ipclab';
  expect(() => readConfig({ DATABASE_URL: good, QUEUE_URL: 'redis://queue', NODE_ENV })).toThrow(
    /QUEUE_URL has no password/,
  );
  expect(readConfig({ DATABASE_URL: good, NODE_ENV }).NODE_ENV).toBe('production');
});

test('the configuration cannot be changed afterwards', () => {
  expect(Object.isFrozen(readConfig({ DATABASE_URL }))).toBe(true);
});

test('the settings that other programs pass over are those that are read here', () => {
  const read = Object.keys(Environment.shape).filter((name) => name.startsWith('IPCLAB_'));
  expect(read.toSorted()).toEqual([...settings.both, ...settings.api].toSorted());
});
