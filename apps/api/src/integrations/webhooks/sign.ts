import { createHmac } from 'node:crypto';

/**
 * What stands in the header `Ipclab-Signature`: the time of sending in seconds since 1970, and for each secret the HMAC-SHA256 (RFC 2104)
 * of `TIME.BODY` in hexadecimal. While a secret is being changed there are two; a receiver is content with one that fits.
 */
export function sign(body: string, secrets: readonly string[], atMs: number): string {
  const time = Math.floor(atMs / 1_000);
  const signatures = secrets.map(
    (secret) => `v1=${createHmac('sha256', secret).update(`${time}.${body}`).digest('hex')}`,
  );
  return [`t=${time}`, ...signatures].join(',');
}
