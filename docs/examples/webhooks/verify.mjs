import { createHmac, timingSafeEqual } from 'node:crypto';

/** How far the clocks of sender and receiver may be apart, in seconds: an older request may be one that somebody recorded. */
const toleranceSeconds = 300;

/**
 * Whether a request came from ipclab just now. `body` is the request's body byte for byte, before anything has parsed it;
 * `header` is its `Ipclab-Signature`, and `secret` what was shown when the webhook was made.
 */
export function verify({ body, header, secret, now = Date.now() }) {
  const parts = header.split(',').map((part) => part.split('='));
  const time = parts.find(([name]) => name === 't')?.[1] ?? '';
  if (!/^\d{1,12}$/.test(time) || Math.abs(now / 1_000 - Number(time)) > toleranceSeconds) return false;
  const wanted = createHmac('sha256', secret).update(`${time}.${body}`).digest();
  return parts
    .filter(([name, value]) => name === 'v1' && /^[0-9a-f]{64}$/.test(value ?? ''))
    .some(([, value]) => timingSafeEqual(Buffer.from(value, 'hex'), wanted));
}
