import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../../setup/run-command.mjs';
import { makeRow } from '../results/make-row.mjs';

/** Classes that are compared, in programs. */
const sizes = [100, 1000];
/** A thousand programs take half a minute; more rounds of it say nothing new. */
const roundsMax = 3;
/** Lines of another answer that stand below each program, so that no two are the same. */
const foreignLines = 40;
/** How often the memory of the process that compares is looked at. */
const lookMs = 50;

/** How long programs are compared, and what the process that does it takes of memory: answers to all exercises in C, mixed at random. */
export async function measureSimilarity({ rounds, signal }) {
  const { runComparison } = await import('../../../dist/libs/similarity/run-comparison.js');
  const answers = await readAnswers();
  const rows = [];
  for (const size of sizes) {
    const material = { starters: [], programs: mix(answers, size) };
    const [times, peaks] = [[], []];
    for (let round = 0; round < Math.min(rounds, roundsMax); round++) {
      const watch = watchMemory();
      const beganMs = performance.now();
      await runComparison(material, { tell: () => {}, signal });
      times.push(performance.now() - beganMs);
      peaks.push(watch.peakMiB());
    }
    rows.push(makeRow({ what: `${size} programs`, unit: 'ms', samples: times }));
    rows.push(makeRow({ what: `memory for ${size} programs`, unit: 'MiB', samples: peaks }));
  }
  return { rows };
}

async function readAnswers() {
  const mechanisms = join(root, 'libs/mechanisms');
  const names = await readdir(mechanisms, { recursive: true });
  const sources = names.filter((name) => /\/solution\/c\/.*\.c$/.test(name)).sort();
  return Promise.all(sources.map((name) => readFile(join(mechanisms, name), 'utf8')));
}

/** The same programs each time (a linear congruential generator; see Knuth, volume 2, 3.2.1). */
function mix(answers, size) {
  let state = 1;
  const next = (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state % below;
  };
  return Array.from({ length: size }, (_, place) => {
    const [whole, foreign] = [answers[next(answers.length)], answers[next(answers.length)].split('\n')];
    const from = next(foreign.length);
    const content = `${whole}\n${foreign.slice(from, from + foreignLines).join('\n')}\n`;
    const id = String(place);
    return { id, language: 'c', files: [{ path: 'a.c', content }], parties: [id], isEarlier: false };
  });
}

/** Looks for the largest child of this process, by VmHWM of proc(5). */
function watchMemory() {
  let peakKiB = 0;
  const look = async () => {
    const children = await readFile(`/proc/self/task/${process.pid}/children`, 'utf8');
    for (const pid of children.trim().split(' ')) {
      // One that has just ended has no file any more.
      const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
      peakKiB = Math.max(peakKiB, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0));
    }
  };
  const timer = setInterval(() => void look(), lookMs);
  return {
    peakMiB: () => {
      clearInterval(timer);
      return peakKiB / 1024;
    },
  };
}
