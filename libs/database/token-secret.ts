import { createHash, randomBytes } from 'node:crypto';

/** 256 bits: nobody guesses one, and a plain hash of it needs no salt. */
const secretBytes = 32;

/** Makes the secret of a token, with a prefix by which scanners of published code recognise it. */
export function makeTokenSecret(): string {
  return `ipclab_${randomBytes(secretBytes).toString('base64url')}`;
}

/**
 * What is kept of a secret and looked up by: its SHA-256 in hexadecimal. How long the lookup takes tells something about the hash
 * at most, and from that no secret can be made.
 */
export function hashTokenSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
