import type { Catalogue } from '#libs/catalogue/read-catalogue';
import { Refusal } from '#libs/contracts/refusal';
import type { Graded } from '#libs/grading/task';
import type { Sandbox } from '#libs/sandbox/sandbox';
import { anExercise } from '#libs/testing/an-exercise';
import { sourcesAt } from '#libs/testing/a-program';
import { comparisonFromSource } from '#libs/testing/comparison-from-source';
import { runComparison } from '#libs/similarity/run-comparison';
import { aGrading } from '#libs/testing/factories';
import type { GradingEngine } from '../src/engine.js';

/** What a test's engine does when it grades; the default is full points at once. */
export type GradeLike = GradingEngine['grade'];

/** Knows the exercise that hand-ins of tests are for. */
function catalogueOfOne(): Catalogue {
  const exercise = anExercise({ starter: { c: sourcesAt('pipe/exercises/01-parent-to-child/starter/c') } });
  const refuse = (slug: string): never => {
    throw new Refusal('UNKNOWN_EXERCISE', `There is no exercise ${slug}.`);
  };
  return {
    exercises: [exercise],
    broken: [],
    mechanisms: [],
    exercise: (slug) => (slug === exercise.slug ? exercise : refuse(slug)),
    mechanism: refuse,
  };
}

/** A sandbox that says what an echo says, and nothing else. */
function sandboxThatEchoes(): Sandbox {
  return {
    engine: 'fake',
    image: { name: 'fake', digest: `sha256:${'1'.repeat(64)}` },
    limits: 'soft',
    run: (request) => {
      const [program] = request.programs;
      if (program === undefined) return Promise.reject(new Error('A run needs a program'));
      const stdout = Buffer.from(`${program.argv.slice(1).join(' ')}\n`);
      return Promise.resolve({
        ended: 'programs-ended',
        programs: [
          {
            name: program.name,
            pid: 2,
            end: { kind: 'exited', code: 0 },
            stdout,
            stderr: Buffer.of(),
            inputBytes: 0,
            wallMs: 1,
          },
        ],
        steps: [],
        files: new Map(),
        tasks: [],
        remnants: [],
        wallMs: 1,
        longestAwayMs: 0,
        cpuMs: 1,
        peakMemoryBytes: null,
        history: null,
      });
    },
    close: () => Promise.resolve(),
  };
}

/** Tells the three stages and gives full points; everything that takes time is up to the test. */
export const gradeAtOnce: GradeLike = (task, context): Promise<Graded> => {
  for (const [done, state] of (['COMPILING', 'RUNNING', 'JUDGING'] as const).entries()) {
    context.tell({ state, stage: state.toLowerCase(), done, total: 3 });
  }
  return Promise.resolve(aGrading({ exercise: task.exercise.slug, seed: task.seed }));
};

/** Never ends by itself; ends like a sandbox when it is aborted. */
export function gradeForEver(stage: 'COMPILING' | 'RUNNING' | 'JUDGING'): GradeLike {
  return (_task, { tell, signal }) => {
    tell({ state: stage, stage: 'for ever', done: 0, total: 3 });
    return new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(new Error('aborted', { cause: signal.reason })), {
        once: true,
      });
    });
  };
}

/** An engine whose gradings go as the test says. */
export function anEngine(grade: GradeLike): GradingEngine {
  return {
    readCatalogue: () => Promise.resolve(catalogueOfOne()),
    openSandbox: () => Promise.resolve(sandboxThatEchoes()),
    grade,
    runFreely: () =>
      Promise.resolve({
        compiler: { exitCode: 0, says: '' },
        ended: 'programs-ended',
        programs: [],
        picture: null,
      }),
    runSingle: (request, contents) =>
      Promise.resolve({
        kind: 'ran',
        ended: 'programs-ended',
        exitCode: 0,
        signal: null,
        stdout: request.files.map(({ path, stored }) => `${path} ${textOf(contents.get(stored))}\n`).join(''),
        stderr: '',
        wallMs: 1,
        cpuMs: 1,
      }),
    compare: (material, context) => runComparison(material, { ...context, command: comparisonFromSource }),
    readVersions: () => Promise.resolve({ c: '12.2.0' }),
  };
}

const textOf = (content: Uint8Array | undefined) => Buffer.from(content ?? []).toString();
