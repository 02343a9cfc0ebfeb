import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { ApiConfig } from '../../config.js';

const algorithm = 'aes-256-gcm';
/** Bytes, see NIST SP 800-38D: 96 bits of initialisation vector, 128 of tag. */
const ivBytes = 12;
const tagBytes = 16;

/** Closes and opens what nobody may read who has only a copy of the database. */
export interface Seal {
  close(text: string): Uint8Array<ArrayBuffer>;
  /** Null when it was closed with another secret, or was changed. */
  open(sealed: Uint8Array): string | null;
}

/**
 * What an installation seals with, and what may have sealed before, the newest first: IPCLAB_SECRET, the one before, and the database's
 * password, which no dump of it holds and which seals while there is no other.
 */
export function sealingSecrets(
  config: Pick<ApiConfig, 'IPCLAB_SECRET' | 'IPCLAB_FORMER_SECRET' | 'DATABASE_URL'>,
): readonly [string, ...string[]] {
  const { IPCLAB_SECRET: newest, IPCLAB_FORMER_SECRET: former } = config;
  const ofDatabase = `database ${new URL(config.DATABASE_URL).password}`;
  const older = former === undefined ? [] : [former];
  return newest === undefined ? [ofDatabase, ...older] : [newest, ...older, ofDatabase];
}

/** The seal for one purpose: what was closed for another one it does not open (HKDF, RFC 5869). */
export function sealOf(secret: string, purpose: string): Seal {
  const key = Buffer.from(hkdfSync('sha256', secret, 'ipclab', purpose, 32));
  return {
    close: (text) => {
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv(algorithm, key, iv);
      const closed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Uint8Array.from(Buffer.concat([iv, cipher.getAuthTag(), closed]));
    },
    open: (sealed) => {
      const bytes = Buffer.from(sealed);
      if (bytes.length < ivBytes + tagBytes) return null;
      const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, ivBytes));
      decipher.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
      try {
        return (
          decipher.update(bytes.subarray(ivBytes + tagBytes), undefined, 'utf8') + decipher.final('utf8')
        );
      } catch {
        // The one way in which GCM says that the tag does not fit.
        return null;
      }
    },
  };
}
