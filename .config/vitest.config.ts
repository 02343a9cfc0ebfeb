import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const root = fileURLToPath(new URL('..', import.meta.url));

/** `source` makes `#libs/*` mean the TypeScript beside us, not what was last built into dist/. */
const conditions = ['source', 'module', 'node', 'development'];

/** Services are shared by the files of a project, and two cores are few: one file at a time, with time to start. */
const withServices = {
  fileParallelism: false,
  testTimeout: 60_000,
  hookTimeout: 120_000,
};

/** Of suites in which a file may ask for a database of its own on the server of the run. */
const withDatabase = { ...withServices, globalSetup: ['libs/testing/postgres-of-the-run.ts'] };

/**
 * Files that share nothing, two at a time on two processors. Their processes go on from file to file: Nest and what it brings take
 * longer to load than most of these files to run.
 */
const besideEachOther = { fileParallelism: true, maxWorkers: 2, isolate: false };

const suites = [
  {
    name: 'unit',
    include: ['apps/**/*.test.ts', 'libs/**/*.test.ts', '.config/**/*.test.ts', 'docs/**/*.test.ts'],
    testTimeout: 10_000,
    isolate: false,
  },
  {
    name: 'medium',
    include: ['apps/**/*.medium.ts', 'libs/**/*.medium.ts'],
    ...withDatabase,
    ...besideEachOther,
  },
  { name: 'engines', include: ['libs/**/*.conformance.ts'], ...withServices },
  {
    name: 'e2e',
    include: ['apps/{api,grader,cli}/e2e/**/*.e2e.ts'],
    ...withDatabase,
    testTimeout: 180_000,
  },
  { name: 'web', include: ['apps/web/e2e/**/*.e2e.ts'], ...withServices, testTimeout: 180_000 },
];

/** Files of a minute and more. */
const longFiles = ['random-programs.medium.ts', 'kill.medium.ts'];

/** Begins with the longest files also where no earlier run has measured them, so that no processor waits for one of them at the end. */
class LongFilesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) =>
      longFiles.some((name) => moduleId.endsWith(`/${name}`));
    const sorted = await super.sort(files);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

export default defineConfig({
  root,
  // Beside graphql's index.js lies an index.mjs, which Node never loads and Vite prefers: two of them know nothing of each other.
  resolve: { conditions, alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  ssr: { resolve: { conditions } },
  // Vitest's own environment, which loads what stands in `globalSetup`.
  environments: { __vitest__: { resolve: { conditions } } },
  test: {
    sequence: { sequencer: LongFilesFirst },
    projects: suites.map((suite) => ({
      extends: true,
      test: { ...suite, exclude: ['node_modules/**', 'dist/**', '.data/**'] },
    })),
  },
});
