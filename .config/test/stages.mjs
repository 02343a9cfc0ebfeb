import { join } from 'node:path';

/** Where runners write their counts. */
export const resultsFolder = '.data/test';

const npx = (...words) => ['npx', '--no', ...words];
const ipclab = (...words) => [process.execPath, 'dist/apps/cli/src/main.js', ...words];

/** A tool that says yes or no counts as one test. */
const tool = (name, title, ...commands) => ({ name, title, commands, counts: 'status' });

const vitest = (name, title) => {
  const results = join(resultsFolder, `${name}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${results}`];
  const command = npx(
    'vitest',
    'run',
    '--config',
    '.config/vitest.config.ts',
    '--project',
    name,
    ...reporters,
  );
  return { name, title, commands: [command], counts: 'vitest', results };
};

/** Everything `npm test` runs, the quick first. */
export const stages = [
  tool('format', 'formatting', npx('prettier', '--config', '.config/prettier.json', '--check', '.')),
  tool(
    'lint',
    'lint',
    npx('oxlint', '-c', '.config/oxlint.json', '--deny-warnings', 'apps', 'libs', 'prisma', '.config'),
  ),
  tool('types', 'types', npx('tsc', '--noEmit', '-p', '.'), npx('tsc', '--noEmit', '-p', 'apps/web')),
  tool(
    'arch',
    'directions of imports',
    npx('depcruise', '--config', '.config/dependency-cruiser.cjs', 'apps', 'libs'),
  ),
  tool('dead', 'dead code', npx('knip', '--config', '.config/knip.json', '--no-progress')),
  tool('sync', 'generated files', ipclab('sync', '--check')),
  vitest('unit', 'unit tests'),
  vitest('medium', 'tests with PostgreSQL and Redis'),
  vitest('engines', 'hostile programs in the sandbox'),
  {
    name: 'exercises',
    title: 'exercises prove themselves',
    commands: [ipclab('exercise', 'check', '--all', '--json')],
    counts: 'exercises',
    results: join(resultsFolder, 'exercises.json'),
  },
  vitest('e2e', 'the whole system'),
  vitest('web', 'the web page in Chromium'),
];
