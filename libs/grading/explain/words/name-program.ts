import type { Sentence } from '#libs/contracts/sentence';
import { programsOf } from '../../runs/case.js';
import type { CaseRun } from '../../runs/case-run.js';

/** What a sentence calls a program of the case: by its name, the grader's own as such, and one of several of a name by its number. */
export function nameProgram(seen: CaseRun, index: number): Sentence {
  const name = `\`${seen.run.programs[index]?.name ?? seen.program}\``;
  const programs = programsOf(seen.case);
  if (programs[index]?.peer !== undefined) return { en: `the grader's ${name}`, zh: `评分方的 ${name}` };
  const alike = seen.run.programs.flatMap((one, at) =>
    one.name === seen.run.programs[index]?.name && programs[at]?.peer === undefined ? [at] : [],
  );
  if (alike.length < 2) return { en: name, zh: name };
  const number = alike.indexOf(index) + 1;
  return {
    en: `${name} (number ${number} of ${alike.length})`,
    zh: `${name}（第 ${number} 个，共 ${alike.length} 个）`,
  };
}
