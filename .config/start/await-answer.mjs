import { setTimeout as sleep } from 'node:timers/promises';
import { seconds } from '../setup/say.mjs';

/** Services that are not ready by then will not be: 2 minutes. */
const limitMs = 120_000;
const lookEveryMs = 100;

/** Resolves when an address answers with a status of success; rejects with what it last said. */
export async function awaitAnswer(address, signal) {
  const startedAt = Date.now();
  let lastSaid = 'nobody answered';
  while (Date.now() - startedAt < limitMs) {
    const response = await fetch(address, { signal }).catch((error) => {
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
