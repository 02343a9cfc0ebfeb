import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../../setup/run-command.mjs';
import { makeRow } from '../results/make-row.mjs';

/** A search under schedules may take so long, and a run of its own so long before it counts as one that never ends. */
const searchMs = 10_000;
const runMs = 2_000;
/** How often a student's own test would go round, and how often a run does that goes instruction by instruction. */
const rounds = { plain: 1000, strace: 200, schedule: 60 };
/** Searches with one base seed after the other; at most so many seeds each. */
const seedsApart = 1000;
const searchesAtMost = 20;
/** So many runs of all right programs together, each with a seed of its own. */
const rightRuns = 1000;

/**
 * Of the programs in `libs/grading/races`, in how many of the rounds each wrong one shows its mistake: in a plain run, in a run with delays by
 * strace before the calls that races are about, and in a search of at most ten seconds under schedules. And how often a right one is accused.
 */
export async function measureRaces(sitting) {
  const { openSandbox } = await import('../../../dist/libs/sandbox/open-sandbox.js');
  const { buildRaces } = await import('../../../dist/libs/grading/races/build-races.js');
  const { findRace } = await import('../../../dist/libs/grading/races/find-race.js');
  const { races } = await import('../../../dist/libs/grading/races/races.js');
  const sandbox = await openSandbox();
  const folder = join(sitting.folder, 'races');
  await mkdir(folder, { recursive: true });
  const times = Math.min(sitting.rounds, searchesAtMost);
  const rows = [];
  try {
    const built = await buildRaces(sandbox, sitting.signal, join(root, 'libs/grading/races'));
    const search = (name, firstSeed, seeds) =>
      findRace(sandbox, built.get(name), { firstSeed, seeds, forMs: searchMs, rounds: rounds.schedule });
    for (const { name } of races.filter(({ kind }) => kind === 'wrong')) {
      await writeFile(join(folder, name), built.get(name).content, { mode: 0o755 });
      const found = { plain: 0, strace: 0, schedules: 0 };
      const costs = [];
      for (let time = 0; time < times; time++) {
        sitting.signal.throwIfAborted();
        if (await showsMistake([`/mnt/${name}`, rounds.plain], folder)) found.plain += 1;
        if (await showsMistake([...delayed, `/mnt/${name}`, rounds.strace], folder)) found.strace += 1;
        const beganMs = performance.now();
        if ((await search(name, time * seedsApart, seedsApart)).wrong !== null) found.schedules += 1;
        costs.push((performance.now() - beganMs) / 1000);
      }
      const unit = `of ${times}`;
      rows.push(
        makeRow({ what: `${name}, plain`, unit, samples: [found.plain] }),
        makeRow({ what: `${name}, delays by strace`, unit, samples: [found.strace] }),
        makeRow({
          what: `${name}, schedules`,
          unit,
          samples: [found.schedules],
          aim: { of: 'median', atLeast: Math.floor(times * 0.95) },
        }),
        makeRow({ what: `${name}, a search`, unit: 's', samples: costs, aim: { of: 'median', atMost: 10 } }),
      );
    }
    rows.push(await measureRight(races, search, sitting.signal));
    return { rows };
  } finally {
    await sandbox.close();
  }
}

async function measureRight(races, search, signal) {
  const right = races.filter(({ kind }) => kind === 'right');
  let [accused, run] = [0, 0];
  const play = async () => {
    for (let seed = run++; seed < rightRuns; seed = run++) {
      signal.throwIfAborted();
      const { wrong } = await search(right[seed % right.length].name, seed, 1);
      if (wrong !== null) accused += 1;
    }
  };
  await Promise.all([play(), play()]);
  const what = `accused of ${right.length} right programs`;
  return makeRow({ what, unit: `of ${rightRuns}`, samples: [accused], aim: { of: 'median', atMost: 0 } });
}

const delayed = [
  'strace',
  '-f',
  '-qq',
  '-o',
  '/dev/null',
  '-e',
  'inject=futex,read,write,pread64,pwrite64,fcntl,flock,semop:delay_enter=500',
];

/** Whatever they leave behind when they are killed goes with their namespaces. */
const room = [
  '--unshare-all',
  '--die-with-parent',
  '--ro-bind',
  '/',
  '/',
  '--dev',
  '/dev',
  '--proc',
  '/proc',
];

/** Whether it ends with another status than 0, or not at all. */
function showsMistake(command, folder) {
  const args = [...room, '--tmpfs', '/tmp', '--ro-bind', folder, '/mnt', '--chdir', '/tmp', '--'];
  return new Promise((resolve, reject) => {
    const child = spawn('bwrap', [...args, ...command.map(String)], { stdio: 'ignore' });
    const late = setTimeout(() => child.kill('SIGKILL'), runMs);
    child.once('error', reject);
    child.once('close', (code) => {
      clearTimeout(late);
      resolve(code !== 0);
    });
  });
}
