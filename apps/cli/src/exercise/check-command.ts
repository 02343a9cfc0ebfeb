import type { Command } from 'commander';
import { readCatalogue } from '#libs/catalogue/read-catalogue';
import type { Exercise } from '#libs/catalogue/exercise';
import { Refusal } from '#libs/contracts/refusal';
import { readPlan } from '#libs/grading/plan';
import { openSandbox } from '#libs/sandbox/open-sandbox';
import { endWith, exitStatus } from '../exit-status.js';
import { interruption } from '../interruption.js';
import { ProgressLine } from '../progress-line.js';
import { keepBusy } from './keep-busy.js';
import { answersOf, proveAnswer, type Answer, type Proof } from './prove-exercise.js';
import { summarise, tell } from './tell-proofs.js';

interface CheckOptions {
  readonly all?: boolean;
  readonly from?: string;
  readonly answer?: string;
  readonly repeat: string;
  readonly parallel: string;
  readonly busy?: boolean;
  readonly quick?: boolean;
  readonly seed: string;
  readonly json?: boolean;
}

/** Adds `ipclab exercise check`: every starter fails, every solution gets every point, every wrong answer fails as stated. */
export function addCheck(exercise: Command): void {
  exercise
    .command('check')
    .description(
      'let exercises prove themselves: starters fail, solutions pass, wrong answers fail as stated',
    )
    .argument('[slugs...]', 'such as pipe/01-parent-to-child')
    .option('--all', 'every exercise of the catalogue')
    .option('--from <folder>', 'a folder of mechanisms outside this product')
    .option('--answer <part>', 'only answers whose name contains this')
    .option('--repeat <times>', 'grade each answer so many times, each with a seed of its own', '1')
    .option('--parallel <count>', 'answers graded beside each other', '2')
    .option('--busy', 'keep every processor busy meanwhile')
    .option('--quick', 'run wrong answers only until they have failed as stated')
    .option('--seed <seed>', 'the first seed', 'check')
    .option('--json', 'print a summary as JSON')
    .addHelpText(
      'after',
      '\nExit status: 0 all promises kept, 1 some broken, 2 a broken exercise, 3 our failure.',
    )
    .action((slugs: string[], options: CheckOptions) =>
      endWith(() => check(slugs, options), exitStatus.notGraded),
    );
}

async function check(slugs: readonly string[], options: CheckOptions): Promise<number> {
  const began = performance.now();
  const exercises = await chosen(slugs, options);
  for (const exercise of exercises) readPlan(exercise);
  const repeat = wholeNumber('--repeat', options.repeat);
  const answers = exercises.flatMap(answersOf).filter(({ name }) => name.includes(options.answer ?? ''));
  const jobs = Array.from({ length: repeat }, (_, round) =>
    answers.map((answer) => ({ answer, seed: `${options.seed}-${round}` })),
  ).flat();
  const relax = options.busy ? keepBusy() : () => undefined;
  try {
    const proofs = await proveAll(jobs, {
      parallel: wholeNumber('--parallel', options.parallel),
      onlyPromised: options.quick === true,
    });
    const wallMs = Math.round(performance.now() - began);
    process.stdout.write(
      options.json
        ? `${JSON.stringify(summarise(exercises, proofs, wallMs), null, 2)}\n`
        : tell(proofs, wallMs),
    );
    return proofs.some((proof) => proof.broken !== null) ? exitStatus.notPassed : exitStatus.passed;
  } finally {
    relax();
  }
}

async function chosen(slugs: readonly string[], options: CheckOptions): Promise<readonly Exercise[]> {
  const catalogue = await readCatalogue(options.from);
  if (!options.all && slugs.length === 0) throw new Refusal('BAD_INPUT', 'Name an exercise, or say --all.');
  const [broken] = catalogue.broken;
  if (options.all && broken) throw broken.refusal;
  return options.all ? catalogue.exercises : slugs.map((slug) => catalogue.exercise(slug));
}

interface Manner {
  readonly parallel: number;
  readonly onlyPromised: boolean;
}

async function proveAll(
  jobs: { answer: Answer; seed: string }[],
  { parallel, onlyPromised }: Manner,
): Promise<Proof[]> {
  const progress = new ProgressLine();
  const signal = interruption();
  const sandbox = await openSandbox({
    log: (line) => progress.show(line),
    parallelRuns: Math.max(4, parallel),
  });
  const waiting = [...jobs];
  const proofs: Proof[] = [];
  try {
    const lanes = Array.from({ length: parallel }, async () => {
      for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) {
        progress.show(`${proofs.length}/${jobs.length} ${job.answer.exercise.slug} ${job.answer.name}`);
        proofs.push(await proveAnswer(job.answer, job.seed, { sandbox, signal, onlyPromised }));
      }
    });
    await Promise.all(lanes);
    return proofs;
  } finally {
    progress.clear();
    await sandbox.close();
  }
}

function wholeNumber(option: string, text: string): number {
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  throw new Refusal('BAD_INPUT', `${option} takes a whole number from 1 to 9999, not "${text}".`);
}
