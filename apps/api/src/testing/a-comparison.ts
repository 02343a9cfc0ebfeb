import { z } from 'zod';
import type { LanguageId, SourceFile } from '#libs/contracts/language';
import { SimilarityStore } from '#libs/database/similarity.store';
import { SimilarityWorkStore } from '#libs/database/similarity-work.store';
import { answerTo, disguised } from '#libs/testing/a-program';
import { aGrading } from '#libs/testing/factories';
import { comparePrograms } from '#libs/similarity/compare';
import { Gathering } from '#libs/similarity/comparison';
import { aClass, type ClassUnderTest } from './a-class.js';
import { anAssignment, handInOf, submitHandIn } from './an-assignment.js';
import type { ApiUnderTest, SignedInPerson } from './api-under-test.js';

const Submitted = z.object({ submit: z.object({ id: z.string() }) });
const Started = z.object({ startSimilarityAnalysis: z.object({ id: z.string() }) });

/** Starts an analysis. */
export const startAnalysis = `mutation ($input: StartSimilarityInput!) { startSimilarityAnalysis(input: $input) {
  id state compared earlierAssignmentIds progress { state stage done total } counts { programs earlier waiting compared } } }`;

/** A program that students hand in, as the exercise of the test's catalogue wants it: `uppercase` and the ending of the language. */
export function programOf(exercise: string, language: LanguageId = 'c'): SourceFile[] {
  const [file] = answerTo(exercise, language);
  if (file === undefined) throw new Error(`${exercise} has an answer in ${language}.`);
  return [{ path: language === 'c' ? 'uppercase.c' : 'uppercase.py', content: file.content }];
}

/** The same program with other names. */
export const copyOf = disguised;

const first = programOf('pipe/exercises/01-parent-to-child');
const other = programOf('memory-mapped-file/exercises/01-in-place-edit');

/** A class that handed in: two students the same program under other names, a third one something else. */
export async function aClassWithACopy(
  api: ApiUnderTest,
): Promise<ClassUnderTest & { assignmentId: string; submissions: string[] }> {
  const taught = await aClass(api, 3);
  const assignmentId = await anAssignment(api, taught);
  const submissions: string[] = [];
  for (const [place, files] of [first, copyOf(first), other].entries()) {
    const student = taught.students[place];
    if (student === undefined) throw new Error('There are three students.');
    submissions.push(await gradedHandIn(api, student, { assignmentId, files }));
  }
  return { ...taught, assignmentId, submissions };
}

/** Hands in these files for an assignment and has them graded; gives the id of the submission. */
export async function gradedHandIn(
  api: ApiUnderTest,
  { token }: SignedInPerson,
  {
    assignmentId,
    files,
    points = 100,
  }: { assignmentId: string; files: readonly SourceFile[]; points?: number },
): Promise<string> {
  const language = files[0]?.path.endsWith('.py') ? 'python' : 'c';
  const { data, errors } = await api.ask(submitHandIn, handInOf(assignmentId, { files, language }), token);
  if (errors !== undefined) throw new Error(errors[0]?.message);
  const { id } = Submitted.parse(data).submit;
  await api.submissions.record(id, aGrading({ points }));
  return id;
}

/** Starts an analysis as an instructor does; gives its id. */
export async function started(api: ApiUnderTest, { token }: SignedInPerson, input: object): Promise<string> {
  const { data, errors } = await api.ask(startAnalysis, { input }, token);
  if (errors !== undefined) throw new Error(errors[0]?.message);
  return Started.parse(data).startSimilarityAnalysis.id;
}

/** Does an analysis as a grader does, with the real Dolos; the exercise has no starter. */
export async function analysed(api: ApiUnderTest, id: string): Promise<void> {
  const { states } = new SimilarityStore(api.database);
  const work = new SimilarityWorkStore(api.database);
  await states.begin(id, 8);
  const material = await work.material(id);
  if (material === null) throw new Error(`There is no analysis ${id}.`);
  const gathering = new Gathering(() => {});
  const voice = { tell: gathering.take.bind(gathering), pause: () => Promise.resolve() };
  await comparePrograms({ ...material, starters: [] }, voice);
  if (gathering.whole === null) throw new Error('The comparison has no end.');
  await work.record(id, gathering.whole);
}
