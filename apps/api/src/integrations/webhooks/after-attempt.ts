import type { AfterFailure, WebhookAttempt, WebhookTurn } from '#libs/database/webhook-deliveries.store';
import type { Answer } from './post-safely.js';

const secondMs = 1_000;
const minuteMs = 60_000;
const hourMs = 3_600_000;

/** Waits before the second, third … attempt of one delivery; after the last it is given up, some 20 hours after the first. */
const waitsMs = [
  5 * secondMs,
  30 * secondMs,
  2 * minuteMs,
  10 * minuteMs,
  30 * minuteMs,
  hourMs,
  2 * hourMs,
  4 * hourMs,
  6 * hourMs,
  6 * hourMs,
];

/** An endpoint at which nothing arrived for so long is disabled. */
const failingMs = 3 * 24 * hourMs;

/** So many deliveries wait for one endpoint at most; beyond it is disabled, and what happens then is not sent. */
const waitingMax = 10_000;

/** What of an answer is kept. Only 2xx means that it arrived; a redirect is an answer of the wrong place. */
export function attemptOf(answer: Answer): WebhookAttempt {
  if (answer.kind === 'failed') return { responseStatus: null, responseStart: null, failure: answer.says };
  const { status, start } = answer;
  const kept = { responseStatus: status, responseStart: start };
  if (status >= 200 && status < 300) return { ...kept, failure: null };
  const redirects =
    status >= 300 && status < 400 ? ' Redirects are not followed: give the last address.' : '';
  return { ...kept, failure: `It was answered with status ${status}.${redirects}` };
}

/**
 * What follows from a failed attempt. `chance` is between 0 and 1: waits are spread over half of their length, so that those who failed
 * together do not come back together.
 */
export function afterFailure(
  { endpoint, delivery, waiting }: Pick<WebhookTurn, 'endpoint' | 'delivery' | 'waiting'>,
  attempt: WebhookAttempt,
  { now, chance }: { readonly now: Date; readonly chance: number },
): AfterFailure {
  if (attempt.responseStatus === 410)
    return { kind: 'disable', reason: 'The receiver answered 410 Gone: it wants no more.' };
  const failedForMs = endpoint.failingSince === null ? 0 : now.getTime() - endpoint.failingSince.getTime();
  if (failedForMs >= failingMs)
    return { kind: 'disable', reason: `Nothing has arrived for three days. ${attempt.failure ?? ''}`.trim() };
  if (waiting > waitingMax)
    return {
      kind: 'disable',
      reason: `More than ${waitingMax} deliveries wait. ${attempt.failure ?? ''}`.trim(),
    };
  const waitMs = waitsMs[delivery.attempts];
  return waitMs === undefined ? { kind: 'give-up' } : { kind: 'retry', inMs: waitMs * (1 + chance / 2) };
}
