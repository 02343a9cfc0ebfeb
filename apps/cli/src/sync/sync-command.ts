import { readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Command } from 'commander';
import { findMechanisms } from '#libs/catalogue/find-mechanisms';
import { endWith, exitStatus } from '../exit-status.js';
import type { Generated } from './generated.js';
import { writeChecksReference } from './write-checks-reference.js';
import { writeConditions } from './write-conditions.js';
import { writeCoverage } from './write-coverage.js';
import { writeExerciseSchema } from './write-exercise-schema.js';
import { writeGallery } from './write-gallery.js';
import { writeLanguages } from './write-languages.js';

const writers: readonly ((root: string) => Promise<Generated>)[] = [
  writeConditions,
  writeLanguages,
  writeExerciseSchema,
  writeChecksReference,
  writeGallery,
  writeCoverage,
];

/** Adds `ipclab sync`, which writes registries from the folders they list; with `--check` it only says which are stale. */
export function addSync(program: Command): void {
  program
    .command('sync')
    .description('write registries from the files they list')
    .option('--check', 'write nothing, and fail when one is stale')
    .action((options: { check?: boolean }) =>
      endWith(() => sync(options.check === true), exitStatus.notGraded),
    );
}

async function sync(onlyCheck: boolean): Promise<number> {
  const root = join(await findMechanisms(), '..', '..');
  const stale: string[] = [];
  for (const write of writers) {
    const { path, content } = await write(root);
    const there = await readFile(join(root, path), 'utf8').catch(() => '');
    if (there === content) continue;
    stale.push(path);
    if (onlyCheck) continue;
    await writeFile(join(root, path), content);
    // What follows is made from the registries as they were built.
    if (path.endsWith('.ts')) {
      process.stdout.write(`written: ${relative('.', join(root, path))}; build, and sync once more\n`);
      return exitStatus.passed;
    }
  }
  for (const path of stale)
    process.stdout.write(`${onlyCheck ? 'stale' : 'written'}: ${relative('.', join(root, path))}\n`);
  return onlyCheck && stale.length > 0 ? exitStatus.notPassed : exitStatus.passed;
}
