import { rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprint, listFiles, whenChanged } from './fingerprint.mjs';
import { root, runCommand } from './run-command.mjs';
import { step } from './say.mjs';

const configuration = ['package.json', 'package-lock.json', 'tsconfig.json'];

/** Writes the Prisma client from the schema; the shim keeps Prisma from downloading an engine. */
export async function generatePrismaClient() {
  const files = [...(await listSchemas()), '.config/prisma.config.ts', 'package-lock.json'];
  const command = ['node_modules/.bin/prisma', 'generate', '--config', '.config/prisma.config.ts'];
  const env = {
    PRISMA_SCHEMA_ENGINE_BINARY: join(root, '.config/schema-engine.mjs'),
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
    CHECKPOINT_DISABLE: '1',
  };
  await whenChanged({
    stamp: 'libs/database/generated/.stamp',
    mark: await fingerprint(files),
    work: () => step('database client (prisma generate)', () => runCommand(command, { env })),
  });
}

function listSchemas() {
  return listFiles(['prisma'], (name) => name.endsWith('.prisma'));
}

/** Compiles apps and libs to dist/, file by file, when a source is newer than the last build. */
export async function buildPrograms() {
  const files = await listFiles(['apps', 'libs', 'prisma'], isProgram);
  const mark = await fingerprint([
    ...files,
    ...configuration,
    ...(await listSchemas()),
    '.config/tsconfig.build.json',
  ]);
  const compile = async () => {
    await removeOrphans();
    await runCommand(['node_modules/.bin/tsc', '-p', '.config/tsconfig.build.json']);
  };
  await whenChanged({ stamp: 'dist/.programs-stamp', mark, work: () => step('build (tsc)', compile) });
}

/** Bundles the web page into dist/web. */
export async function buildWebPage() {
  const files = await listFiles(['apps/web', 'libs/contracts', 'libs/pictures'], (name) => !isTest(name));
  const mark = await fingerprint([...files, ...configuration]);
  const bundle = () =>
    runCommand([
      'node_modules/.bin/vite',
      'build',
      '--config',
      'apps/web/vite.config.ts',
      '--configLoader',
      'runner',
    ]);
  await whenChanged({ stamp: 'dist/.web-stamp', mark, work: () => step('web page (vite)', bundle) });
}

const isTest = (name) => /\.(test|medium|e2e|conformance)\.ts$/.test(name);
const isProgram = (name) => name.endsWith('.ts') && !name.startsWith('apps/web/') && !isTest(name);

/** A built file whose source is gone would still be found by an import; `tsc` does not remove it. */
async function removeOrphans() {
  const built = await listFiles(['dist/apps', 'dist/libs', 'dist/prisma'], (name) => name.endsWith('.js'));
  const orphans = built.filter((name) => !existsSync(join(root, sourceOf(name))));
  for (const name of orphans) {
    await rm(join(root, name));
    await rm(join(root, `${name}.map`), { force: true });
  }
  // The compiler remembers what it wrote; without its memory it writes all of it again.
  if (orphans.length) await rm(join(root, 'dist/.tsbuildinfo'), { force: true });
}

const sourceOf = (built) => built.replace(/^dist\//, '').replace(/\.js$/, '.ts');
