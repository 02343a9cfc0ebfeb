import { join } from 'node:path';
import { makeRow, median } from '../results/make-row.mjs';
import { openClass } from './results/open-class.mjs';
import { pages, plainPage } from './results/pages.mjs';

/** The class that the design's budget is about. */
const shape = { people: 10_000, assignments: 30, attempts: 5, seed: 1 };
const mostMs = 50;
/** Before the rounds: JavaScript is compiled and pages of the database are in memory then. */
const warmUps = 5;
/** Of each page for each round of the sitting, so that a 95th percentile says something. */
const times = 4;

/**
 * What instructors wait for when they read the results of a large class, over HTTP as the web page asks, and how many statements
 * each answer takes of the database. The floor is the page of the gradebook by one hand-written statement.
 */
export async function measureResults(sitting) {
  const course = await openClass(sitting, { folder: join(sitting.folder, 'results'), shape });
  const plain = () => course.sql(plainPage(course));
  const floors = [];
  const rows = [];
  for (const { what, query, variables } of pages(course)) {
    const ask = () => course.ask(query, variables);
    const { floor, samples } = await samplePairs(sitting, plain, ask);
    const statements = await course.countStatements(ask);
    floors.push(...floor);
    rows.push(
      makeRow({ what, unit: 'ms', samples, to: { what: 'one statement', median: median(floor) } }),
      makeRow({
        what: '  95th percentile',
        unit: 'ms',
        samples: [percentile(samples, 0.95)],
        aim: { of: 'median', atMost: mostMs },
      }),
      makeRow({ what: '  statements', unit: 'SQL', samples: [statements] }),
    );
  }
  const floorRow = makeRow({ what: 'a gradebook page by one statement', unit: 'ms', samples: floors });
  return { rows: [floorRow, ...rows] };
}

/** Times the floor and the work in turn, so that what else the machine does falls on both. */
async function samplePairs({ rounds, signal }, plain, work) {
  const [floor, samples] = [[], []];
  for (let round = -warmUps; round < rounds * times; round++) {
    signal.throwIfAborted();
    const [plainMs, workMs] = [await timeOf(plain), await timeOf(work)];
    if (round < 0) continue;
    floor.push(plainMs);
    samples.push(workMs);
  }
  return { floor, samples };
}

async function timeOf(work) {
  const beganMs = performance.now();
  await work();
  return performance.now() - beganMs;
}

/** The smallest sample that so many of all are not above (nearest rank). */
function percentile(samples, part) {
  const sorted = samples.toSorted((one, other) => one - other);
  return sorted[Math.ceil(part * sorted.length) - 1];
}
