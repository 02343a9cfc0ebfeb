import type { Exercise } from '#libs/catalogue/exercise';
import { mechanismTitles } from '#libs/catalogue/mechanism';
import { readCatalogue, type Catalogue } from '#libs/catalogue/read-catalogue';
import { readDemos } from '#libs/catalogue/read-demos';
import { mechanismSlugs } from '#libs/contracts/trace';
import { readPlan } from '#libs/grading/plan';
import type { Generated } from './generated.js';

const path = 'docs/reference/coverage.md';

const head = `<!-- Written by \`ipclab sync\`. Do not edit. -->

# What there is for each mechanism

A lesson and its demos, and the exercises with the answers that prove them: \`ipclab exercise check --all\` grades every one of these answers.
`;

/** The table of all mechanisms: lesson, demos, exercises, languages, answers, and the kinds of conditions that judge them. */
export async function writeCoverage(): Promise<Generated> {
  const catalogue = await readCatalogue();
  const demos = await readDemos();
  const rows = mechanismSlugs.map((slug) => {
    const mine = catalogue.exercises.filter(({ mechanism }) => mechanism === slug);
    return [
      mechanismTitles[slug].en,
      hasLesson(catalogue, slug) ? 'en, zh' : '',
      count(demos.filter(({ mechanism }) => mechanism === slug)),
      ...totals(mine),
    ];
  });
  const all = ['**All**', '', count(demos), ...totals(catalogue.exercises)];
  const kinds = mechanismSlugs.flatMap((slug) => {
    const used = kindsOf(catalogue.exercises.filter(({ mechanism }) => mechanism === slug));
    return used.length === 0
      ? []
      : [[mechanismTitles[slug].en, used.map((kind) => `\`${kind}\``).join(', ')]];
  });
  const content = [
    head,
    table(['Mechanism', 'Lesson', 'Demos', ...columns], [...rows, all]),
    '',
    table(['Mechanism', 'Kinds of conditions that its exercises use'], kinds),
    '',
  ].join('\n');
  return { path, content };
}

const columns = ['Exercises', 'Languages', 'Checks', 'Solutions', 'Wrong answers', 'Cheats'];

function totals(exercises: readonly Exercise[]): string[] {
  const languages = new Set(exercises.flatMap((exercise) => exercise.languages));
  return [
    count(exercises),
    [...languages].join(', '),
    count(exercises.flatMap((exercise) => readPlan(exercise).checks)),
    count(exercises.flatMap(({ solutions }) => solutions)),
    count(exercises.flatMap(({ wrongAnswers }) => wrongAnswers)),
    count(exercises.flatMap(({ loadedCheats }) => loadedCheats)),
  ];
}

function kindsOf(exercises: readonly Exercise[]): string[] {
  const conditions = exercises
    .flatMap((exercise) => readPlan(exercise).checks)
    .flatMap(({ expect }) => expect);
  return [...new Set(conditions.map(({ kind }) => kind))].sort();
}

function hasLesson({ mechanisms }: Catalogue, slug: string): boolean {
  return mechanisms.some((mechanism) => mechanism.slug === slug && mechanism.lesson !== null);
}

function count(list: readonly unknown[]): string {
  return list.length === 0 ? '' : `${list.length}`;
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(heads), `|${heads.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
}
