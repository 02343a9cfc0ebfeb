import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { readCatalogue } from '#libs/catalogue/read-catalogue';
import { Refusal } from '#libs/contracts/refusal';
import { grade } from '#libs/grading/grade';
import { openSandbox } from '#libs/sandbox/open-sandbox';
import { endWith, exitStatus } from '../exit-status.js';
import { interruption } from '../interruption.js';

/** Adds `ipclab exercise record`: pictures of what the first solution of an exercise really does. */
export function addRecord(exercise: Command): void {
  exercise
    .command('record')
    .description('grade the first solution and keep the pictures of its traced runs')
    .argument('<slug>', 'such as pipe/01-parent-to-child')
    .option('--from <folder>', 'a folder of mechanisms outside this product')
    .option('--out <dir>', 'where to; the exercise’s own `pictures` folder when left out')
    .action((slug: string, options: { from?: string; out?: string }) =>
      endWith(() => record(slug, options), exitStatus.notGraded),
    );
}

async function record(slug: string, options: { from?: string; out?: string }): Promise<number> {
  const exercise = (await readCatalogue(options.from)).exercise(slug);
  const [solution] = exercise.solutions;
  if (!solution) throw new Refusal('BAD_EXERCISE', `${slug} has no solution to record.`);
  const sandbox = await openSandbox({ log: () => undefined });
  try {
    const { language, files } = solution;
    const task = { exercise, language, files, seed: 'record' };
    const { pictures, report } = await grade(task, {
      sandbox,
      tell: () => undefined,
      signal: interruption(),
    });
    const folder = options.out ?? join(exercise.folder, 'pictures');
    await mkdir(folder, { recursive: true });
    for (const picture of pictures) {
      const name =
        report.runs.find((run) => run.id === picture.run)?.case.replaceAll(/[^a-z0-9]+/gi, '-') ??
        picture.run;
      await writeFile(join(folder, `${name}.svg`), picture.svg);
      process.stdout.write(`${join(folder, `${name}.svg`)}\n`);
    }
    return report.passed ? exitStatus.passed : exitStatus.notPassed;
  } finally {
    await sandbox.close();
  }
}
