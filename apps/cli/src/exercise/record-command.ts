import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { readCatalogue } from '#libs/catalogue/read-catalogue';
import { pickDemo, readDemos } from '#libs/catalogue/read-demos';
import { Refusal } from '#libs/contracts/refusal';
import { grade } from '#libs/grading/grade';
import { openSandbox } from '#libs/sandbox/open-sandbox';
import { endWith, exitStatus } from '../exit-status.js';
import { interruption } from '../interruption.js';
import { recordDemos } from './record-demos.js';

/** Adds `ipclab exercise record`: pictures of what the first solution of an exercise really does. */
export function addRecord(exercise: Command): void {
  exercise
    .command('record')
    .description('keep pictures of what the first solution of an exercise, or a demo, really does')
    .argument('[slug]', 'such as pipe/01-parent-to-child or pipe/demo/question-and-answer')
    .option('--demos', 'record all demos, each into its own picture.svg')
    .option('--from <folder>', 'a folder of mechanisms outside this product')
    .option('--out <dir>', 'where to; the exercise’s own `pictures` folder when left out')
    .action((slug: string | undefined, options: RecordOptions) =>
      endWith(() => record(slug, options), exitStatus.notGraded),
    );
}

interface RecordOptions {
  readonly from?: string;
  readonly out?: string;
  readonly demos?: boolean;
}

async function record(slug: string | undefined, options: RecordOptions): Promise<number> {
  if (options.demos) return recordDemos(await readDemos(options.from));
  if (slug === undefined) throw new Refusal('BAD_INPUT', 'Say which exercise or demo, or --demos for all.');
  if (slug.includes('/demo/')) return recordDemos([pickDemo(await readDemos(options.from), slug)]);
  return recordExercise(slug, options);
}

async function recordExercise(slug: string, options: RecordOptions): Promise<number> {
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
