import { cpus } from 'node:os';
import { makeRow } from '../results/make-row.mjs';

/** How long a grading may take by level, from the first compiler to the last picture. */
const aimMs = { starter: 3000, core: 3000, challenge: 10_000 };

/**
 * Of every exercise, how long it takes to grade its right answers, one at a time and without any queue: all of its designs, once a round.
 * Beside it the longest single run, which is as long as the sleeps and deadlines that its case asks for, and the processor time of the whole
 * machine meanwhile.
 */
export async function measureGradings(sitting) {
  const { openSandbox } = await import('../../../dist/libs/sandbox/open-sandbox.js');
  const { readCatalogue } = await import('../../../dist/libs/catalogue/read-catalogue.js');
  const { grade } = await import('../../../dist/libs/grading/grade.js');
  const { exercises } = await readCatalogue();
  const sandbox = await openSandbox();
  const rounds = Math.min(sitting.rounds, roundsAtMost);
  const rows = [];
  try {
    for (const exercise of exercises) {
      const wall = [];
      const busy = [];
      const longest = [];
      for (const { language, files } of Array.from({ length: rounds }, () => exercise.solutions).flat()) {
        const task = { exercise, language, files, seed: `bench-${wall.length}` };
        const [beganMs, busyMs] = [performance.now(), busyTime()];
        const timed = withTimes(sandbox);
        const { report } = await grade(task, {
          sandbox: timed,
          signal: sitting.signal,
          tell: () => undefined,
        });
        if (!report.passed) throw new Error(`${exercise.slug}: a solution got ${report.points} points.`);
        wall.push(performance.now() - beganMs);
        busy.push(busyTime() - busyMs);
        longest.push(timed.longestMs());
      }
      const aim = { of: 'median', atMost: aimMs[exercise.level] };
      rows.push(
        makeRow({ what: `${exercise.slug} (${exercise.level})`, unit: 'ms', samples: wall, aim }),
        makeRow({ what: '  its slowest answer', unit: 'ms', samples: [Math.max(...wall)] }),
        makeRow({ what: '  its longest run', unit: 'ms', samples: longest }),
        makeRow({ what: '  processor time', unit: 'ms', samples: busy }),
      );
    }
    return { rows };
  } finally {
    await sandbox.close();
  }
}

const roundsAtMost = 3;

/** The same sandbox, which notes how long its longest run took. */
function withTimes(sandbox) {
  let longestMs = 0;
  const run = async (request, signal) => {
    const beganMs = performance.now();
    const result = await sandbox.run(request, signal);
    longestMs = Math.max(longestMs, performance.now() - beganMs);
    return result;
  };
  const { engine, image, limits } = sandbox;
  return { engine, image, limits, run, longestMs: () => longestMs };
}

/** Of all processors together, in milliseconds since the machine was started. */
function busyTime() {
  return cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0);
}
