import { availableParallelism } from 'node:os';
import { runPlainly } from '../carry.mjs';
import { makeRow } from '../results/make-row.mjs';
import { residentMiB } from '../services/resident-memory.mjs';

const handIns = 30;

/** Gradings a second when thirty hand-ins come at once, over what plain gcc and plain runs do on all cores. */
export async function measureThroughput(sitting) {
  const system = await sitting.system();
  const plainRate = await ratePlainly(sitting);
  const { rate, times } = await rateGraded(system.client, sitting);
  const plain = makeRow({
    what: `plain, ${availableParallelism()} at a time`,
    unit: '1/s',
    samples: [plainRate],
  });
  const memory = async (service) =>
    makeRow({
      what: `memory of the ${service} afterwards`,
      unit: 'MiB',
      samples: [await residentMiB(system.pid, service)],
    });
  return {
    rows: [
      plain,
      makeRow({
        what: `graded, ${handIns} at once`,
        unit: '1/s',
        samples: [rate],
        to: { ...plain, what: 'plain' },
        aim: { of: 'ratio', atLeast: 0.5 },
      }),
      makeRow({ what: '  compiling', unit: 'ms', samples: times.map(({ compileMs }) => compileMs) }),
      makeRow({ what: '  the five runs', unit: 'ms', samples: times.map(({ runMs }) => runMs) }),
      await memory('api'),
      await memory('grader'),
    ],
  };
}

async function ratePlainly(sitting) {
  let left = handIns;
  const beganMs = performance.now();
  const lane = async () => {
    while (left-- > 0) await runPlainly(sitting.carry, sitting);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, lane));
  return perSecond(beganMs);
}

async function rateGraded(client, { carry, signal }) {
  const beganMs = performance.now();
  const ids = await Promise.all(
    Array.from({ length: handIns }, async () => {
      const id = await client.submit(carry);
      await client.graded(id, signal);
      return id;
    }),
  );
  const rate = perSecond(beganMs);
  return { rate, times: await Promise.all(ids.map((id) => client.timingOf(id))) };
}

const perSecond = (beganMs) => (handIns * 1000) / (performance.now() - beganMs);
