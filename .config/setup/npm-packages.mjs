import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root, runCommand } from './run-command.mjs';
import { step } from './say.mjs';

/**
 * Installs what package-lock.json names, unless node_modules already holds exactly that. Not by `npm ci`, which would remove all that
 * is there already.
 */
export async function installNpmPackages() {
  if (await isComplete()) return;
  const words = ['--no-save', '--no-audit', '--no-fund', '--loglevel=error'];
  await step('npm packages (npm install)', () => runCommand(['npm', 'install', ...words]));
}

/**
 * npm writes node_modules/.package-lock.json when an installation is complete, so a killed one is noticed.
 * Optional packages are for other machines when they are missing.
 */
async function isComplete() {
  const installed = await readPackages('node_modules/.package-lock.json');
  const wanted = await readPackages('package-lock.json');
  return Object.entries(wanted).every(
    ([path, { version, optional, link }]) =>
      path === '' || link || installed[path]?.version === version || (optional && !installed[path]),
  );
}

async function readPackages(name) {
  try {
    return JSON.parse(await readFile(join(root, name), 'utf8')).packages;
  } catch (cause) {
    if (cause.code === 'ENOENT') return {};
    throw new Error(`${name} cannot be read.`, { cause });
  }
}
