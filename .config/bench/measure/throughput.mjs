import { availableParallelism } from 'node:os';
import { runPlainly } from '../carry.mjs';
import { makeRow } from '../results/make-row.mjs';
import { endedChildrenMs, processorMs, residentMiB } from '../services/processes.mjs';

const handIns = 30;

/**
 * Gradings a second when thirty hand-ins come at once, over what plain gcc and plain runs do on all cores. Then the processor time
 * of one grading, which says where the rest goes and is the same on a busy machine.
 */
export async function measureThroughput(sitting) {
  const system = await sitting.system();
  const plain = await ratePlainly(sitting);
  const graded = await rateGraded(system, sitting);
  const row = (what, unit, sample) => makeRow({ what, unit, samples: [sample] });
  const plainRate = row(`plain, ${availableParallelism()} at a time`, '1/s', plain.rate);
  const plainCpu = row('processor time of a plain round', 'ms', plain.cpuMs);
  return {
    rows: [
      plainRate,
      makeRow({
        what: `graded, ${handIns} at once`,
        unit: '1/s',
        samples: [graded.rate],
        to: { ...plainRate, what: 'plain' },
        aim: { of: 'ratio', atLeast: 0.5 },
      }),
      plainCpu,
      makeRow({
        what: 'processor time of a grading',
        unit: 'ms',
        samples: [Object.values(graded.cpuMs).reduce((sum, ms) => sum + ms, 0)],
        to: { ...plainCpu, what: 'plain' },
      }),
      ...Object.entries(graded.cpuMs).map(([part, ms]) => row(`  ${part}`, 'ms', ms)),
      row('memory of the api afterwards', 'MiB', await residentMiB(system.pid, 'api')),
      row('memory of the grader afterwards', 'MiB', await residentMiB(system.pid, 'grader')),
    ],
  };
}

async function ratePlainly(sitting) {
  let left = handIns;
  const beganMs = performance.now();
  const usedMs = await endedChildrenMs();
  const lane = async () => {
    while (left-- > 0) await runPlainly(sitting.carry, sitting);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, lane));
  return { rate: perSecond(beganMs), cpuMs: ((await endedChildrenMs()) - usedMs) / handIns };
}

async function rateGraded({ pid, client }, { carry, signal }) {
  const before = await processorMs(pid);
  const beganMs = performance.now();
  const ids = await Promise.all(
    Array.from({ length: handIns }, async () => {
      const id = await client.submit(carry);
      await client.graded(id, signal);
      return id;
    }),
  );
  const rate = perSecond(beganMs);
  const after = await processorMs(pid);
  // Throws for one that did not pass.
  await Promise.all(ids.map((id) => client.timingOf(id)));
  const parts = Object.entries(after).map(([part, ms]) => [part, (ms - before[part]) / handIns]);
  return { rate, cpuMs: Object.fromEntries(parts) };
}

const perSecond = (beganMs) => (handIns * 1000) / (performance.now() - beganMs);
