import { createHash } from 'node:crypto';

/** How long a login may take from our answer to the launch, in seconds. */
export const loginSeconds = 600;

/** Each login has a cookie of its own, so that two tabs do not disturb each other. */
export function cookieName(state: string): string {
  return `ipclab_lti_${createHash('sha256').update(state).digest('hex').slice(0, 16)}`;
}

/**
 * Binds a login to the browser that began it. The launch comes back by a form that another site posts, maybe in a frame of it:
 * that needs SameSite=None, and Partitioned where third parties' cookies are kept apart (CHIPS).
 */
export function bindingCookie(state: string, value: string): string {
  return `${cookieName(state)}=${value}; Path=/lti; Max-Age=${loginSeconds}; HttpOnly; Secure; SameSite=None; Partitioned`;
}

/** Takes the cookie of a finished login away. */
export function endedCookie(state: string): string {
  return `${cookieName(state)}=; Path=/lti; Max-Age=0; HttpOnly; Secure; SameSite=None; Partitioned`;
}

/** Reads one cookie of a request (RFC 6265); null when there is none. */
export function readCookie(header: unknown, name: string): string | null {
  if (typeof header !== 'string') return null;
  for (const pair of header.split(';')) {
    const [key = '', value = ''] = pair.trim().split('=', 2);
    if (key === name) return value;
  }
  return null;
}
