import { cpus, loadavg, release, totalmem } from 'node:os';
import { seconds } from '../setup/say.mjs';
import { Sitting } from './sitting.mjs';

/**
 * Measures what was chosen, one after the other, and resolves to `{ machine, rounds, measured }`. Whatever was started is ended
 * again and the temporary folder removed, also when a measurement fails.
 */
export async function measureAll({ chosen, rounds }, { signal, say }) {
  const [loadBefore] = loadavg();
  const sitting = await Sitting.open({ rounds, signal, say });
  const measured = [];
  try {
    for (const { name, title, measure } of chosen) {
      const beganMs = Date.now();
      say(`› ${name}: ${title} …`);
      const { rows, left = null } = await measure(sitting);
      signal.throwIfAborted();
      measured.push({ name, title, rows, left });
      say(`✓ ${name} (${seconds(Date.now() - beganMs)})`);
    }
  } finally {
    await sitting.close();
  }
  return { machine: describeMachine(loadBefore), rounds, measured };
}

function describeMachine(loadBefore) {
  const processors = cpus();
  return {
    date: new Date().toISOString().slice(0, 16).replace('T', ' '),
    cores: processors.length,
    model: processors[0]?.model ?? 'unknown',
    memoryMiB: Math.round(totalmem() / 1024 ** 2),
    kernel: release(),
    node: process.versions.node,
    loadBefore,
    loadAfter: loadavg()[0],
  };
}
