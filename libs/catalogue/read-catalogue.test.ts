import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { mechanismSlugs } from '#libs/contracts/trace';
import { findMechanisms } from './find-mechanisms.js';
import { readCatalogue } from './read-catalogue.js';

const yaml = `title: { en: Parent to child, zh: 父进程写给子进程 }
level: starter
summary: { en: Two ends., zh: 两端。 }
programs: [uppercase]
languages: [c, python]
wrong:
  - file: wrong/one-read.c
    groups: [behaviour]
    says: Only the first
cases:
  short: { input: hello }
checks:
  - name: short text
`;

const sound: Readonly<Record<string, string>> = {
  'exercise.yaml': yaml,
  'task.en.md': '# Task\n',
  'task.zh.md': '# 题目\n',
  'hints.en.md': '# Hints\n\n## One\nLook.\n\n## Two\nLook again.\n',
  'design.md': 'Why.\n',
  'starter/c/uppercase.c': 'int main(void) { return 0; }\n',
  'solution/c/fork/uppercase.c': '/* fork */\n',
  'solution/c/fork/io.h': '/* io */\n',
  'solution/python/subprocess.py': '# subprocess\n',
  'wrong/one-read.c': '/* wrong */\n',
  'peer/probe.c': '/* probe */\n',
  'harness/threads.c': '/* threads */\n',
};

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'catalogue-'));
});
afterEach(() => rm(root, { recursive: true }));

async function exerciseWith(changes: Readonly<Record<string, string | null>>, name = '01-parent-to-child') {
  for (const [path, content] of Object.entries({ ...sound, ...changes })) {
    if (content === null) continue;
    const file = join(root, 'pipe', 'exercises', name, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
  }
  return readCatalogue(root);
}

test('an exercise folder is read whole', async () => {
  const catalogue = await exerciseWith({});
  expect(catalogue.broken).toEqual([]);
  const exercise = catalogue.exercise('pipe/01-parent-to-child');
  expect(exercise).toMatchObject({
    slug: 'pipe/01-parent-to-child',
    mechanism: 'pipe',
    title: { en: 'Parent to child', zh: '父进程写给子进程' },
    hints: { en: ['## One\nLook.', '## Two\nLook again.'], zh: [] },
    starter: { c: [{ path: 'uppercase.c', content: 'int main(void) { return 0; }\n' }] },
    peers: [{ path: 'probe.c', content: '/* probe */\n' }],
    harnesses: [{ path: 'threads.c', content: '/* threads */\n' }],
    plan: { cases: { short: { input: 'hello' } }, checks: [{ name: 'short text' }] },
  });
  expect(exercise.hash).toMatch(/^sha256:[0-9a-f]{64}$/);
});

test('solutions and wrong answers are hand-ins, single files under the name of the program', async () => {
  const exercise = (await exerciseWith({})).exercise('pipe/01-parent-to-child');
  expect(exercise.solutions).toEqual([
    {
      name: 'solution/c/fork',
      language: 'c',
      files: [
        { path: 'io.h', content: '/* io */\n' },
        { path: 'uppercase.c', content: '/* fork */\n' },
      ],
    },
    {
      name: 'solution/python/subprocess.py',
      language: 'python',
      files: [{ path: 'uppercase.py', content: '# subprocess\n' }],
    },
  ]);
  expect(exercise.wrongAnswers).toMatchObject([
    { file: 'wrong/one-read.c', language: 'c', files: [{ path: 'uppercase.c', content: '/* wrong */\n' }] },
  ]);
});

test('a cheat that nobody lists is refused', async () => {
  const { broken } = await exerciseWith({ 'cheat/decoy.c': '/* none */\n' });
  expect(broken[0]?.refusal.message).toContain('does not list cheat/decoy.c');
});

test('what a wrong answer or a cheat lacks comes from the solution that it names', async () => {
  const listed = `${yaml}cheats:
  - { file: cheat/decoy, rest: solution/c/fork }
`;
  const lists = listed.replace('says:', 'rest: solution/c/fork\n    says:').replace('one-read.c', 'own-io');
  const own = {
    'wrong/one-read.c': null,
    'wrong/own-io/io.h': '/* own */\n',
    'cheat/decoy/io.h': '/* none */\n',
  };
  const exercise = (await exerciseWith({ 'exercise.yaml': lists, ...own })).exercise(
    'pipe/01-parent-to-child',
  );
  const files = (io: string) => [
    { path: 'io.h', content: io },
    { path: 'uppercase.c', content: '/* fork */\n' },
  ];
  expect(exercise.wrongAnswers).toMatchObject([{ file: 'wrong/own-io', files: files('/* own */\n') }]);
  expect(exercise.loadedCheats).toMatchObject([{ file: 'cheat/decoy', files: files('/* none */\n') }]);
  const nowhere = await exerciseWith({ 'exercise.yaml': lists.replaceAll('c/fork', 'c/spoon'), ...own });
  expect(nowhere.broken[0]?.refusal.message).toContain('solution/c/spoon, which does not exist');
});

test('the hash changes with any byte of any file and with a name, and with nothing else', async () => {
  const hash = async (changes: Readonly<Record<string, string | null>>) => {
    await rm(join(root, 'pipe'), { recursive: true, force: true });
    return (await exerciseWith(changes)).exercise('pipe/01-parent-to-child').hash;
  };
  const first = await hash({});
  expect(await hash({})).toBe(first);
  expect(await hash({ 'peer/probe.c': '/* prob */\n' })).not.toBe(first);
  expect(await hash({ 'peer/probe.c': null, 'peer/probe2.c': '/* probe */\n' })).not.toBe(first);
});

test.each<[string, Readonly<Record<string, string | null>>, RegExp]>([
  [
    'a wrong level',
    { 'exercise.yaml': yaml.replace('starter', 'easy') },
    /exercise\.yaml:2:8: Invalid option: expected .*starter.* \(in level\)/,
  ],
  [
    'a missing title',
    { 'exercise.yaml': yaml.replace(/^title.*\n/, '') },
    /exercise\.yaml:1:1: .*expected object.* \(in title\)/,
  ],
  [
    'a misspelt key inside',
    { 'exercise.yaml': yaml.replace('says:', 'sayz:') },
    /exercise\.yaml:7:5: .*\(in wrong\.0\.says\)/,
  ],
  [
    'a key that nobody knows inside',
    { 'exercise.yaml': yaml.replace('says:', 'point: 3\n    says:') },
    /exercise\.yaml:9:5: Unrecognized key: "point"/,
  ],
  ['broken YAML', { 'exercise.yaml': 'title: [a\nlevel: b\n' }, /exercise\.yaml:2:1: .*flow/i],
  [
    'a key twice',
    { 'exercise.yaml': `${yaml}level: core\n` },
    /exercise\.yaml:14:1: Map keys must be unique/,
  ],
  ['YAML that is a list', { 'exercise.yaml': '- a\n' }, /exercise\.yaml:1:1: expected a mapping/],
  ['no exercise.yaml', { 'exercise.yaml': null }, /exercise\.yaml is missing/],
  ['no Chinese task', { 'task.zh.md': null }, /task\.zh\.md is missing/],
  ['no design', { 'design.md': null }, /design\.md is missing/],
  ['bytes that are no text', { 'peer/probe.c': 'a\0b' }, /probe\.c is not UTF-8 text/],
  [
    'a wrong answer that is not there',
    { 'wrong/one-read.c': null },
    /lists wrong\/one-read\.c, which is not an answer/,
  ],
  ['a wrong answer that is not listed', { 'wrong/two.c': '' }, /does not list wrong\/two\.c/],
  [
    'a solution without the program',
    { 'solution/c/fork/uppercase.c': null },
    /solution\/c\/fork does not have the sources/,
  ],
])('an exercise with %s is broken and says where', async (_, changes, sentence) => {
  const catalogue = await exerciseWith(changes);
  expect(catalogue.exercises).toEqual([]);
  expect(catalogue.broken).toMatchObject([
    { slug: 'pipe/01-parent-to-child', refusal: { code: 'BAD_EXERCISE' } },
  ]);
  expect(() => catalogue.exercise('pipe/01-parent-to-child')).toThrow(sentence);
});

test('a symbolic link in an exercise breaks it', async () => {
  await exerciseWith({});
  await symlink('/etc/passwd', join(root, 'pipe', 'exercises', '01-parent-to-child', 'peer', 'passwd'));
  expect((await readCatalogue(root)).broken[0]?.refusal.message).toMatch(
    /peer\/passwd is neither a file nor a folder/,
  );
});

test('a broken exercise leaves the others alone', async () => {
  await exerciseWith({ 'exercise.yaml': 'nonsense' }, '02-pipeline');
  await exerciseWith({}, 'Third');
  const catalogue = await exerciseWith({});
  expect(catalogue.exercises.map((exercise) => exercise.slug)).toEqual(['pipe/01-parent-to-child']);
  expect(catalogue.broken.map((exercise) => exercise.slug)).toEqual(['pipe/02-pipeline', 'pipe/Third']);
});

test('an unknown exercise or mechanism is refused with what may have been meant', async () => {
  const catalogue = await exerciseWith({});
  expect(() => catalogue.exercise('pipe/parent-to-child')).toThrow(
    'There is no exercise "pipe/parent-to-child"; did you mean pipe/01-parent-to-child?',
  );
  expect(() => catalogue.exercise('x')).toThrow('There is no exercise "x".');
  expect(() => catalogue.mechanism('pipes')).toThrow('There is no mechanism "pipes"; did you mean pipe?');
});

test('all ten mechanisms are listed, with a lesson where both languages have one', async () => {
  await mkdir(join(root, 'pipe'), { recursive: true });
  await writeFile(join(root, 'pipe', 'lesson.en.md'), '# Pipe\n');
  const half = await readCatalogue(root);
  expect(half.mechanisms.map((mechanism) => mechanism.slug)).toEqual([...mechanismSlugs]);
  expect(half.mechanism('pipe').lesson).toBeNull();
  await writeFile(join(root, 'pipe', 'lesson.zh.md'), '# 管道\n');
  const whole = await readCatalogue(root);
  expect(whole.mechanism('pipe')).toEqual({
    slug: 'pipe',
    title: { en: 'Pipe', zh: '管道' },
    lesson: { en: '# Pipe\n', zh: '# 管道\n' },
  });
});

test("the default is this product's own folder", async () => {
  expect(await findMechanisms()).toMatch(/\/libs\/mechanisms$/);
});
