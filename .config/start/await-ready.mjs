import { setTimeout as sleep } from 'node:timers/promises';
import { seconds } from '../setup/say.mjs';

/** Services that are not ready by then will not be: 2 minutes. */
const limitMs = 120_000;
const lookEveryMs = 100;

/** Resolves when the api says that database, queue and a grader's sandbox work; rejects with what it last said. */
export async function awaitReady(url, signal) {
  const startedAt = Date.now();
  let lastSaid = 'nobody answered';
  while (Date.now() - startedAt < limitMs) {
    const response = await fetch(`${url}/health/ready`, { signal }).catch((error) => {
      // Not listening yet; only our own end is a reason to stop asking.
      if (signal.aborted) throw error;
      return null;
    });
    if (response?.ok) return;
    if (response) lastSaid = await response.text();
    await sleep(lookEveryMs, undefined, { signal });
  }
  throw new Error(`The services were not ready within ${seconds(limitMs)}: ${lastSaid}`);
}
