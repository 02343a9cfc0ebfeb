import { mkdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import { findMechanisms } from '#libs/catalogue/find-mechanisms';
import { mechanismSlugs } from '#libs/contracts/trace';
import { Refusal } from '#libs/contracts/refusal';
import { endWith, exitStatus } from '../exit-status.js';
import { exerciseTemplate } from './exercise-template.js';

/** Adds `ipclab exercise new`: a folder that checks green from its first minute and is then changed into the exercise that is meant. */
export function addNew(exercise: Command): void {
  exercise
    .command('new')
    .description('make the folder of a new exercise, small and complete')
    .argument('<slug>', 'such as pipe/04-my-exercise')
    .option('--from <folder>', 'a folder of mechanisms outside this product')
    .action((slug: string, options: { from?: string }) =>
      endWith(() => make(slug, options.from), exitStatus.notGraded),
    );
}

async function make(slug: string, from: string | undefined): Promise<number> {
  const [mechanism, name] = slug.split('/');
  const isKnown = mechanismSlugs.some((known) => known === mechanism);
  if (mechanism === undefined || name === undefined || !isKnown || !/^\d\d-[a-z0-9-]+$/.test(name)) {
    throw new Refusal('BAD_INPUT', `"${slug}" must be a mechanism and a name, such as pipe/04-my-exercise.`);
  }
  const folder = join(from ?? (await findMechanisms()), mechanism, 'exercises', name);
  if (await exists(folder)) throw new Refusal('BAD_INPUT', `${folder} is there already.`);
  for (const [path, content] of Object.entries(exerciseTemplate(name))) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  const source = from === undefined ? '' : ` --from ${from}`;
  process.stdout.write(`${folder}\nNow try: npx ipclab exercise check ${slug}${source}\n`);
  return exitStatus.passed;
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
