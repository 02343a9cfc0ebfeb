import { createHash } from 'node:crypto';
import { sealOf, type Seal } from './seal.js';

const head = 'sealed:1';

/** Closes texts with the newest of some secrets and opens what any of them has closed: a text names the key that closed it. */
export interface Keyring {
  /** What every text begins with that the newest has closed. */
  readonly current: string;
  close(text: string): string;
  /** Null when it was closed with a secret that is not among these, or was changed. */
  open(sealed: string): string | null;
}

/** A ring of these secrets, the newest first, for one purpose. */
export function keyringOf(secrets: readonly [string, ...string[]], purpose: string): Keyring {
  const [newest, ...former] = secrets.map((secret) => keyOf(secret, purpose));
  if (newest === undefined) throw new Error('A keyring has one key at least.');
  return {
    current: newest.mark,
    close: (text) => newest.mark + Buffer.from(newest.seal.close(text)).toString('base64url'),
    open: (sealed) => {
      const key = [newest, ...former].find(({ mark }) => sealed.startsWith(mark));
      return key === undefined
        ? null
        : key.seal.open(Buffer.from(sealed.slice(key.mark.length), 'base64url'));
    },
  };
}

/** The id of a key is a hash of its secret, of which a fifth of a hash tells nothing. */
function keyOf(secret: string, purpose: string): { readonly mark: string; readonly seal: Seal } {
  const id = createHash('sha256').update(`ipclab key id ${purpose} ${secret}`).digest('hex').slice(0, 12);
  return { mark: `${head}:${id}:`, seal: sealOf(secret, purpose) };
}
