import { expect, test } from 'vitest';
import { sealingSecrets, sealOf } from './seal.js';

const url = 'postgresql://ipclab:one@host/ipclab';
const secret = 'a secret of at least thirty-two characters';

test('what was closed is opened with the same secret and for the same purpose only, and only unchanged', () => {
  const closed = sealOf(secret, 'tests').close('a private key');
  expect(sealOf(secret, 'tests').open(closed)).toBe('a private key');
  expect(sealOf(`${secret}!`, 'tests').open(closed)).toBeNull();
  expect(sealOf(secret, 'other tests').open(closed)).toBeNull();
  const changed = Uint8Array.from(closed);
  changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
  expect(sealOf(secret, 'tests').open(changed)).toBeNull();
});

test('without a secret the password of the database seals, wherever the database is', () => {
  const secretsOf = (DATABASE_URL: string) =>
    sealingSecrets({ DATABASE_URL, IPCLAB_SECRET: undefined, IPCLAB_FORMER_SECRET: undefined });
  expect(secretsOf('postgresql://ipclab:one@other:5433/ipclab')).toEqual(secretsOf(url));
  expect(secretsOf('postgresql://ipclab:two@host/ipclab')).not.toEqual(secretsOf(url));
});

test('a secret seals in place of the one before and of the password', () => {
  const [ofDatabase = ''] = sealingSecrets({
    DATABASE_URL: url,
    IPCLAB_SECRET: undefined,
    IPCLAB_FORMER_SECRET: undefined,
  });
  const given = { DATABASE_URL: url, IPCLAB_SECRET: secret, IPCLAB_FORMER_SECRET: `former ${secret}` };
  expect(sealingSecrets(given)).toEqual([secret, `former ${secret}`, ofDatabase]);
});
