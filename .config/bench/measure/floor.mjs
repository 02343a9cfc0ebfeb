import { runPlainly } from '../carry.mjs';
import { makeRow } from '../results/make-row.mjs';

/** What every ratio is over: plain gcc and the five runs without sandbox, trace or judge, one after the other. */
export async function measureFloor(sitting) {
  const samples = [];
  for (let round = 0; round < sitting.rounds; round++) samples.push(await runPlainly(sitting.carry, sitting));
  return { rows: [makeRow({ what: 'gcc and five runs', unit: 'ms', samples })] };
}
