import { expect, test } from 'vitest';
import type { LanguageId, SourceFile } from '#libs/contracts/language';
import type { AlikePair, ComparisonAnswer } from '#libs/contracts/similarity';
import { answerTo, aProgram, disguised, sourcesAt } from '#libs/testing/a-program';
import { comparePrograms, type ComparisonMaterial } from './compare.js';

const exercise = 'pipe/exercises/01-parent-to-child';
const languages = ['c', 'cpp', 'python'] as const;
const answerIn = (language: LanguageId) => answerTo(exercise, language);
const starterIn = (language: LanguageId) => sourcesAt(`${exercise}/starter/${language}`);
const otherIn = (language: LanguageId) => answerTo('memory-mapped-file/exercises/01-in-place-edit', language);

async function compared({ starters = [], programs = [] }: Partial<ComparisonMaterial>) {
  const answers: ComparisonAnswer[] = [];
  await comparePrograms(
    { starters, programs },
    { tell: (answer) => answers.push(answer), pause: async () => {} },
  );
  const pairs = answers.flatMap((answer) => (answer.kind === 'pair' ? [answer.pair] : []));
  const outcomes = Object.fromEntries(
    answers.flatMap((answer) => (answer.kind === 'program' ? [[answer.id, answer.outcome]] : [])),
  );
  return { answers, pairs, outcomes, names: pairs.map(namesOf) };
}

const namesOf = ({ leftId, rightId }: AlikePair) => `${leftId} ${rightId}`;

test.each(languages)(
  'in %s a program with other names is found, and another program is not',
  async (language) => {
    const files = answerIn(language);
    const programs = [
      aProgram('ada', language, { files }),
      aProgram('grace', language, { files: disguised(files) }),
      aProgram('linus', language, { files: otherIn(language) }),
    ];
    const { pairs, outcomes } = await compared({ programs });
    expect(outcomes).toEqual({ ada: 'COMPARED', grace: 'COMPARED', linus: 'COMPARED' });
    const [first, ...others] = pairs;
    expect(first).toMatchObject({ leftId: 'ada', rightId: 'grace' });
    expect(first?.similarity).toBeGreaterThan(0.95);
    for (const { similarity } of others) expect(similarity).toBeLessThan(0.3);
  },
);

test.each(languages)('in %s the lines in common are those of each file', async (language) => {
  const [file] = answerIn(language);
  if (file === undefined) throw new Error('There is an answer.');
  const programs = [
    aProgram('ada', language, { files: [file] }),
    aProgram('grace', language, { files: disguised([file]) }),
  ];
  const { pairs } = await compared({ programs });
  const [longest] = (pairs[0]?.fragments ?? []).toSorted(
    (one, other) => other.fingerprints - one.fingerprints,
  );
  const lines = file.content.trimEnd().split('\n').length;
  expect(longest?.left.path).toBe(file.path);
  // Two lines of comment were put above it; a whole program begins with its first line, whatever that is.
  expect([1, (longest?.left.fromLine ?? 0) + 2]).toContain(longest?.right.fromLine);
  expect(longest?.right.toLine).toBe((longest?.left.toLine ?? 0) + 2);
  expect(longest?.left.toLine).toBeLessThanOrEqual(lines);
});

test.each(languages)('in %s the starter makes nobody alike', async (language) => {
  const starters = [{ language, files: starterIn(language) }];
  // Below what was given, in the same file.
  const own = (of: readonly SourceFile[]) =>
    starterIn(language).map(({ path, content }) => ({
      path,
      content: `${content}\n${of.map((file) => file.content).join('\n')}`,
    }));
  const programs = [
    aProgram('ada', language, { files: own(otherIn(language)) }),
    aProgram('grace', language, {
      files: own(answerTo('message-passing/exercises/01-token-ring', language)),
    }),
    aProgram('nobody', language, { files: starterIn(language) }),
  ];
  const without = await compared({ programs });
  expect(without.names).toContain('ada nobody');
  const { pairs, outcomes } = await compared({ starters, programs });
  expect(outcomes['nobody']).toBe('NOTHING_OWN');
  for (const { similarity } of pairs) expect(similarity).toBeLessThan(0.2);
});

test('programs of different languages, earlier ones, and those that share a person or group are not compared', async () => {
  const files = answerIn('c');
  const programs = [
    aProgram('ada', 'c', { files, parties: ['ada', 'group'] }),
    aProgram('grace', 'c', { files, parties: ['grace', 'group'] }),
    aProgram('old', 'c', { files, isEarlier: true }),
    aProgram('older', 'c', { files, isEarlier: true }),
    aProgram('ada before', 'c', { files, parties: ['ada'], isEarlier: true }),
    aProgram('linus', 'cpp', { files: files.map((file) => ({ ...file, path: 'same.cpp' })) }),
  ];
  const { names } = await compared({ programs });
  expect(new Set(names)).toEqual(
    new Set(['ada old', 'ada older', 'grace old', 'grace older', 'grace ada before']),
  );
});

test('what was moved to another file is found there', async () => {
  const [file] = answerIn('c');
  if (file === undefined) throw new Error('There is an answer.');
  const at = file.content.indexOf('\nint main');
  const halves = [file.content.slice(at), file.content.slice(0, at)];
  const moved = halves.map((content, place) => ({ path: `part-${place}.c`, content }));
  const programs = [aProgram('ada', 'c', { files: [file] }), aProgram('grace', 'c', { files: moved })];
  const { pairs } = await compared({ programs });
  expect(pairs[0]?.similarity).toBeGreaterThan(0.8);
  const paths = new Set(pairs[0]?.fragments.map(({ right }) => right.path));
  expect(paths).toEqual(new Set(['part-0.c', 'part-1.c']));
});

test('what cannot be compared is told, and keeps nobody else from it', async () => {
  const files = answerIn('c');
  const deep = `int x = ${'('.repeat(20_000)}1${')'.repeat(20_000)};\n`;
  const programs = [
    aProgram('data', 'c', { files: [{ path: 'data.txt', content: 'int main' }] }),
    aProgram('empty', 'c', { files: [{ path: 'a.c', content: '' }] }),
    aProgram('large', 'c', { files: [{ path: 'a.c', content: 'int x;\n'.repeat(40_000) }] }),
    aProgram('deep', 'c', { files: [{ path: 'a.c', content: deep }] }),
    aProgram('poem', 'c', {
      files: [{ path: 'a.c', content: 'Shall I compare thee to a summer day?\n'.repeat(50) }],
    }),
    aProgram('ada', 'c', { files }),
    aProgram('grace', 'c', { files }),
  ];
  const { outcomes, answers, names } = await compared({ programs });
  expect(outcomes).toMatchObject({
    data: 'UNREADABLE',
    empty: 'NOTHING_OWN',
    large: 'TOO_LARGE',
    ada: 'COMPARED',
  });
  expect(Object.keys(outcomes)).toHaveLength(7);
  expect(answers).toContainEqual(expect.objectContaining({ id: 'poem', isPartlyRead: true }));
  expect(names).toContain('ada grace');
});

test('a table of a thousand numbers makes nobody alike', async () => {
  const table = (of: number) =>
    `int table[] = { ${Array.from({ length: 3_000 }, (_, n) => n * of).join(', ')} };\n`;
  const withTable = (files: readonly SourceFile[], of: number) =>
    files.map(({ path, content }) => ({ path, content: table(of) + content }));
  const programs = [
    aProgram('ada', 'c', { files: withTable(answerIn('c'), 1) }),
    aProgram('linus', 'c', { files: withTable(otherIn('c'), 7) }),
  ];
  const { pairs } = await compared({ programs });
  for (const { similarity, fragments } of pairs) {
    expect(similarity).toBeLessThan(0.4);
    expect(fragments.length).toBeLessThanOrEqual(100);
  }
});

test('progress counts every program, and the end comes last', async () => {
  const programs = ['a', 'b', 'c'].map((id) => aProgram(id, 'python', { files: answerIn('python') }));
  const { answers } = await compared({ programs });
  const steps = answers.flatMap((answer) =>
    answer.kind === 'progress' ? [`${answer.stage} ${answer.done}/${answer.total}`] : [],
  );
  const counted = ['1/3', '2/3', '3/3'];
  expect(steps).toEqual([
    ...counted.map((step) => `reading ${step}`),
    ...counted.map((step) => `comparing ${step}`),
  ]);
  expect(answers.at(-1)).toEqual({ kind: 'end', pairsLeftOut: 0, leftOutBelow: null });
});
