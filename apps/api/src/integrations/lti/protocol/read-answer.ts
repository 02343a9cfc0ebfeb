import type { z } from 'zod';
import type { PlatformAnswer } from './outgoing.js';
import { PlatformTrouble } from './platform-trouble.js';

/** The longest that we wait because a platform says so, in milliseconds. */
const waitMsMax = 60 * 60_000;

/** Statuses after which the same request may succeed later. */
const passing = new Set([401, 408, 409, 425, 429]);

/** Reads what a platform answered. Ends in `PlatformTrouble` for anything but a success in JSON of this shape. */
export function readJson<Shape>(answer: PlatformAnswer, shape: z.ZodType<Shape>, what: string): Shape {
  checkStatus(answer, what);
  const parsed = shape.safeParse(parse(answer.text, what));
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues[0]?.path.map(String).join('.') ?? '';
  throw PlatformTrouble.passing(
    `The platform answered our request for ${what} in a form that is not that of LTI (${where}).`,
  );
}

/** Ends in `PlatformTrouble` for anything but a success; a page for people is none, whatever its status. */
export function checkStatus({ status, headers, text }: PlatformAnswer, what: string): void {
  if (status >= 200 && status < 300) {
    if (!(headers.get('content-type') ?? '').includes('text/html')) return;
    throw PlatformTrouble.passing(
      `The platform answered our request for ${what} with a page for people instead of data.`,
    );
  }
  const says = `The platform answered our request for ${what} with HTTP ${status}${excerpt(text, headers)}.`;
  if (status >= 500 || passing.has(status)) throw PlatformTrouble.passing(says, waitOf(headers));
  throw PlatformTrouble.lasting(says);
}

/** Reads `Retry-After` (RFC 9110, 10.2.3): seconds, or a date. */
function waitOf(headers: Headers): { readonly waitMs?: number } {
  const said = headers.get('retry-after');
  if (said === null) return {};
  const ms = /^\d+$/.test(said) ? Number(said) * 1000 : new Date(said).getTime() - Date.now();
  return Number.isFinite(ms) && ms > 0 ? { waitMs: Math.min(ms, waitMsMax) } : {};
}

function parse(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw PlatformTrouble.passing(
      `The platform answered our request for ${what} with something that is no JSON.`,
      { cause },
    );
  }
}

/** What a platform says of its failure helps whoever runs it; its pages do not. */
function excerpt(text: string, headers: Headers): string {
  if ((headers.get('content-type') ?? '').includes('html')) return '';
  const line = text
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, 200);
  return line === '' ? '' : `: ${line}`;
}

/** The address of the next page of a list (RFC 8288); null on the last. Only addresses of the same origin are followed. */
export function nextPage({ headers }: PlatformAnswer, current: string): string | null {
  const found = /<([^>]+)>\s*;[^,]*\brel="?next"?/i.exec(headers.get('link') ?? '');
  if (found?.[1] === undefined || !URL.canParse(found[1], current)) return null;
  const next = new URL(found[1], current);
  if (next.origin === new URL(current).origin) return next.href;
  throw PlatformTrouble.lasting(
    'The next page of the list is said to be on another server, where our token is not sent.',
  );
}
