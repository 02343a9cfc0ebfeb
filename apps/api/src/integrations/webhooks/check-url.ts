import { Refusal } from '#libs/contracts/refusal';
import type { ApiConfig } from '../../config.js';

/** Where webhooks may go: to https on the public internet, or `anywhere`, for a laptop or for receivers within one's own network. */
export type Reach = 'public' | 'anywhere';

/** What the setting allows; with `off` others send, of whom nothing is known here. */
export function reachOf(setting: ApiConfig['IPCLAB_WEBHOOKS']): Reach {
  return setting === 'anywhere' ? 'anywhere' : 'public';
}

/** Names that mean this machine or its network wherever they are looked up. */
const localName = /(^|\.)(localhost|local|internal|home\.arpa)\.?$/i;

/**
 * Reads an address that events are to be sent to. Ends in `BAD_INPUT`. What its name means is looked up with each delivery, because it
 * may change.
 */
export function checkUrl(text: string, reach: Reach): URL {
  if (text.length > 2_000 || !URL.canParse(text)) throw new Refusal('BAD_INPUT', 'url: this is no address.');
  const url = new URL(text);
  const schemes = reach === 'anywhere' ? ['https:', 'http:'] : ['https:'];
  if (!schemes.includes(url.protocol))
    throw new Refusal('BAD_INPUT', 'url: an address begins with https://.');
  if (url.username !== '' || url.password !== '' || url.hash !== '')
    throw new Refusal(
      'BAD_INPUT',
      'url: an address has no user, password or fragment; what is sent is signed.',
    );
  if (reach === 'public' && localName.test(url.hostname))
    throw new Refusal('BAD_INPUT', `url: ${url.hostname} is not on the public internet.`);
  return url;
}
