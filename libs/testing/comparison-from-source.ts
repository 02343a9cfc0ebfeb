import { fileURLToPath } from 'node:url';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Starts the program that compares from its source, for `runComparison`. */
export const comparisonFromSource = [
  process.execPath,
  '--conditions=source',
  '--import',
  at('run-typescript.mjs'),
  at('../similarity/compare-programs.ts'),
] as const;
