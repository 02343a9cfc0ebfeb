import { setTimeout as sleep } from 'node:timers/promises';
import { makeRow } from '../results/make-row.mjs';
import { residentMiB } from '../services/processes.mjs';

/** Looks in a row, so that one just before or after a garbage collection does not stand for all, in milliseconds apart. */
const looks = 5;
const apartMs = 500;

/** Memory of api and grader once a start has passed its self-test and nothing is asked of them. */
export async function measureMemory(sitting) {
  const { pid } = await sitting.system();
  const seen = { api: [], grader: [] };
  for (let look = 0; look < looks; look++) {
    await sleep(apartMs, undefined, { signal: sitting.signal });
    for (const service of Object.keys(seen)) seen[service].push(await residentMiB(pid, service));
  }
  const aim = { of: 'median', atMost: 250 };
  return {
    rows: Object.entries(seen).map(([what, samples]) => makeRow({ what, unit: 'MiB', samples, aim })),
  };
}
