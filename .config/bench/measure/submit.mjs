import { runPlainly } from '../carry.mjs';
import { makeRow } from '../results/make-row.mjs';

/** Hand-ins before the rounds: compilers of the api's and the grader's JavaScript, and caches, are warm then. */
const warmUps = 3;

/**
 * From handing in to the word that the report is there, an idle system, one at a time. A plain round stands before each, so that
 * whatever else the machine does slows both. Then where the time goes, by the report's own clock.
 */
export async function measureSubmit(sitting) {
  const { client } = await sitting.system();
  for (let round = 0; round < warmUps; round++) await submitOnce(client, sitting);
  const floor = [];
  const graded = [];
  for (let round = 0; round < sitting.rounds; round++) {
    floor.push(await runPlainly(sitting.carry, sitting));
    graded.push(await submitOnce(client, sitting));
  }
  const plain = makeRow({ what: 'gcc and five runs, beside the idle system', unit: 'ms', samples: floor });
  const part = (what, of) => makeRow({ what, unit: 'ms', samples: graded.map(of) });
  return {
    rows: [
      plain,
      makeRow({
        what: 'submit to report',
        unit: 'ms',
        samples: graded.map(({ wallMs }) => wallMs),
        to: { ...plain, what: 'plain' },
        aim: { of: 'ratio', atMost: 2 },
      }),
      part('  compiling', ({ compileMs }) => compileMs),
      part('  the five runs', ({ runMs }) => runMs),
      part('  judging and drawing', ({ judgeMs }) => judgeMs),
      part('  waiting in the queue', ({ queueMs }) => queueMs),
      part('  submitting, recording, telling', ({ aroundMs }) => aroundMs),
      makeRow({
        what: 'queue and api: all that is not grading',
        unit: 'ms',
        samples: graded.map(({ queueMs, aroundMs }) => queueMs + aroundMs),
        aim: { of: 'median', atMost: 20 },
      }),
    ],
  };
}

async function submitOnce(client, { carry, signal }) {
  const beganMs = performance.now();
  const id = await client.submit(carry);
  await client.graded(id, signal);
  const wallMs = performance.now() - beganMs;
  const { queueMs, compileMs, runMs, totalMs } = await client.timingOf(id);
  const judgeMs = totalMs - queueMs - compileMs - runMs;
  return { wallMs, queueMs, compileMs, runMs, judgeMs, aroundMs: wallMs - totalMs };
}
