import { exportJWK, generateKeyPair, jwtVerify, SignJWT } from 'jose';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { readConfig } from '../../../config.js';
import { Outgoing, type PlatformAnswer } from './outgoing.js';
import { PlatformKeys } from './platform-keys.js';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

async function aKey(kid: string) {
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  const sign = () => new SignJWT({}).setProtectedHeader({ alg: 'RS256', kid }).sign(privateKey);
  return { jwk: { ...(await exportJWK(publicKey)), kid, alg: 'RS256' }, sign };
}

/** Answers with the key set of the moment, and counts. */
class KeySetServer extends Outgoing {
  keys: unknown[] = [];
  asked = 0;

  constructor() {
    super(readConfig({ DATABASE_URL: 'postgresql://host/database' }));
  }

  override ask(): Promise<PlatformAnswer> {
    this.asked += 1;
    return Promise.resolve({
      status: 200,
      headers: new Headers(),
      text: JSON.stringify({ keys: this.keys }),
    });
  }
}

test('keys are kept, and a key that is not among them makes us look once more, but not time and again', async () => {
  const [old, fresh, foreign] = [await aKey('old'), await aKey('new'), await aKey('foreign')];
  const server = new KeySetServer();
  const keys = new PlatformKeys(server).of('https://p.example/jwks');
  server.keys = [old.jwk];
  await jwtVerify(await old.sign(), keys);
  await jwtVerify(await old.sign(), keys);
  expect(server.asked).toBe(1);
  server.keys = [fresh.jwk];
  vi.setSystemTime(Date.now() + 31_000);
  await jwtVerify(await fresh.sign(), keys);
  expect(server.asked).toBe(2);
  await expect(jwtVerify(await foreign.sign(), keys)).rejects.toThrow('no applicable key');
  await expect(jwtVerify(await foreign.sign(), keys)).rejects.toThrow('no applicable key');
  expect(server.asked).toBe(2);
  vi.setSystemTime(Date.now() + 11 * 60_000);
  await jwtVerify(await fresh.sign(), keys);
  expect(server.asked).toBe(3);
});

test('a token with the id of a right key and the signature of another is refused', async () => {
  const [right, wrong] = [await aKey('same'), await aKey('same')];
  const server = new KeySetServer();
  server.keys = [right.jwk];
  const keys = new PlatformKeys(server).of('https://p.example/jwks');
  await expect(jwtVerify(await wrong.sign(), keys)).rejects.toThrow('signature verification failed');
});
