import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('..', import.meta.url));

/** `source` makes `#libs/*` mean the TypeScript beside us, not what was last built into dist/. */
const conditions = ['source', 'module', 'node', 'development'];

/** Services are shared by the files of a project, and two cores are few: one file at a time, with time to start. */
const withServices = {
  fileParallelism: false,
  testTimeout: 60_000,
  hookTimeout: 120_000,
};

const suites = [
  {
    name: 'unit',
    include: ['apps/**/*.test.ts', 'libs/**/*.test.ts', '.config/**/*.test.ts', 'docs/**/*.test.ts'],
    testTimeout: 10_000,
  },
  { name: 'medium', include: ['apps/**/*.medium.ts', 'libs/**/*.medium.ts'], ...withServices },
  { name: 'engines', include: ['libs/**/*.conformance.ts'], ...withServices },
  {
    name: 'e2e',
    include: ['apps/{api,grader,cli}/e2e/**/*.e2e.ts'],
    ...withServices,
    testTimeout: 180_000,
  },
  { name: 'web', include: ['apps/web/e2e/**/*.e2e.ts'], ...withServices, testTimeout: 180_000 },
];

export default defineConfig({
  root,
  // Beside graphql's index.js lies an index.mjs, which Node never loads and Vite prefers: two of them know nothing of each other.
  resolve: { conditions, alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  ssr: { resolve: { conditions } },
  test: {
    projects: suites.map((suite) => ({
      extends: true,
      test: { ...suite, exclude: ['node_modules/**', 'dist/**', '.data/**'] },
    })),
  },
});
