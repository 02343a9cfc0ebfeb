import { join } from 'node:path';

/** Where runners write their counts. */
export const resultsFolder = '.data/test';

const installed = (name, ...words) => [`node_modules/.bin/${name}`, ...words];
const ipclab = (...words) => [process.execPath, 'dist/apps/cli/src/main.js', ...words];

/** A tool that reads sources and says yes or no counts as one test. */
const tool = (name, title, ...commands) => ({ name, title, commands, counts: 'status', needsBuild: false });

const vitest = (name, title, { needsBuild }) => {
  const results = join(resultsFolder, `${name}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${results}`];
  const command = installed(
    'vitest',
    'run',
    '--config',
    '.config/vitest.config.ts',
    '--project',
    name,
    ...reporters,
  );
  return { name, title, commands: [command], counts: 'vitest', results, needsBuild };
};

const prettierCache = ['--cache', '--cache-location', '.data/test/prettier-cache'];

/** Everything `npm test` runs, the quick first. */
export const stages = [
  tool(
    'format',
    'formatting',
    installed('prettier', '--config', '.config/prettier.json', ...prettierCache, '--check', '.'),
  ),
  tool(
    'lint',
    'lint',
    installed('oxlint', '-c', '.config/oxlint.json', '--deny-warnings', 'apps', 'libs', 'prisma', '.config'),
  ),
  tool(
    'types',
    'types',
    installed('tsc', '--noEmit', '-p', '.'),
    installed('tsc', '--noEmit', '-p', 'apps/web'),
  ),
  tool(
    'arch',
    'directions of imports',
    installed('depcruise', '--config', '.config/dependency-cruiser.cjs', 'apps', 'libs'),
  ),
  {
    // Behind the build, because setup imports from dist/ what nobody else does.
    ...tool('dead', 'dead code', installed('knip', '--config', '.config/knip.json', '--no-progress')),
    needsBuild: true,
  },
  { ...tool('sync', 'generated files', ipclab('sync', '--check')), needsBuild: true },
  vitest('unit', 'unit tests', { needsBuild: false }),
  vitest('medium', 'tests with PostgreSQL and Redis', { needsBuild: true }),
  vitest('engines', 'hostile programs in the sandbox', { needsBuild: true }),
  {
    name: 'exercises',
    title: 'exercises prove themselves',
    commands: [ipclab('exercise', 'check', '--all', '--quick', '--parallel', '6', '--json')],
    counts: 'exercises',
    results: join(resultsFolder, 'exercises.json'),
    needsBuild: true,
  },
  vitest('e2e', 'the whole system', { needsBuild: true }),
  vitest('web', 'the web page in Chromium', { needsBuild: true }),
];
