import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Option, type Command } from 'commander';
import { checkFiles } from '#libs/catalogue/check-files';
import { readCatalogue } from '#libs/catalogue/read-catalogue';
import { readHandIn } from '#libs/catalogue/read-hand-in';
import { tellLanguage } from '#libs/catalogue/tell-language';
import { LanguageId } from '#libs/contracts/language';
import type { Report } from '#libs/contracts/report';
import { reportToJunit } from '#libs/courses/report-junit';
import { grade } from '#libs/grading/grade';
import type { Graded } from '#libs/grading/task';
import { openSandbox } from '#libs/sandbox/open-sandbox';
import { endWith, exitStatus } from '../exit-status.js';
import { interruption } from '../interruption.js';
import { ProgressLine } from '../progress-line.js';
import { tellReport } from './tell-report.js';

interface GradeOptions {
  readonly language?: LanguageId;
  readonly json?: boolean;
  readonly picture?: string;
  readonly junit?: string;
  readonly seed?: string;
  readonly lang: 'en' | 'zh';
}

/** Adds `ipclab grade`, which needs no server, database or queue. */
export function addGrade(program: Command): void {
  program
    .command('grade')
    .description('grade a program or folder here, in the sandbox, with no server')
    .argument('<exercise>', 'such as pipe/01-parent-to-child')
    .argument('<path>', 'a source file, a folder, or a .zip or .tar.gz')
    .addOption(
      new Option('--language <language>', 'when the files do not tell it').choices(LanguageId.options),
    )
    .option('--json', 'print the report as JSON')
    .option('--junit <file>', 'write the report as JUnit XML there')
    .option('--picture <dir>', 'write a picture of every traced run there')
    .option('--seed <seed>', 'repeat the random inputs of another grading')
    .addOption(new Option('--lang <lang>', 'language of the sentences').choices(['en', 'zh']).default('en'))
    .addHelpText('after', '\nExit status: 0 passed, 1 graded and not passed, 2 refused input, 3 not graded.')
    .action((slug: string, path: string, options: GradeOptions) =>
      endWith(() => gradeHere(slug, path, options), exitStatus.notGraded),
    );
}

async function gradeHere(slug: string, path: string, options: GradeOptions): Promise<number> {
  const catalogue = await readCatalogue();
  const exercise = catalogue.exercise(slug);
  const handedIn = await readHandIn(path, exercise);
  const language = options.language ?? tellLanguage(handedIn, exercise);
  const files = checkFiles(handedIn, exercise, language);
  const progress = new ProgressLine();
  const sandbox = await openSandbox({ log: (line) => progress.show(line) });
  try {
    const seed = options.seed ?? randomBytes(4).toString('hex');
    const graded = await grade(
      { exercise, language, files, seed },
      {
        sandbox,
        tell: ({ stage, done, total }) => progress.show(`${done}/${total} ${stage}`),
        signal: interruption(),
      },
    );
    progress.clear();
    if (options.picture !== undefined) await writePictures(options.picture, graded);
    if (options.junit !== undefined)
      await writeFile(options.junit, reportToJunit(graded.report, options.lang));
    process.stdout.write(
      options.json ? `${JSON.stringify(graded.report, null, 2)}\n` : tellReport(graded.report, options.lang),
    );
    return statusOf(graded.report);
  } finally {
    progress.clear();
    await sandbox.close();
  }
}

async function writePictures(folder: string, graded: Graded): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const picture of graded.pictures) {
    await writeFile(join(folder, picture.name), picture.svg);
    await writeFile(join(folder, `${picture.run}.txt`), picture.text);
    await writeFile(join(folder, `${picture.run}.json`), `${JSON.stringify(picture.trace, null, 2)}\n`);
  }
}

function statusOf(report: Report): number {
  if (report.outcome === 'not-graded') return exitStatus.notGraded;
  return report.passed ? exitStatus.passed : exitStatus.notPassed;
}
