import { expect, test } from 'vitest';
import { toRefusal } from '../../refusals/to-refusal.js';
import { readRunSpec } from './run-spec.js';

const spec = { language_id: 'c', sourcecode: 'int main(void) { return 0; }\n' };
const read = (parts: object) => readRunSpec({ run_spec: { ...spec, ...parts } });

function refusalOf(body: unknown): string {
  try {
    readRunSpec(body);
    return 'nothing was refused';
  } catch (error) {
    const { code, message } = toRefusal(error);
    return `${code}: ${message}`;
  }
}

test('a run without parameters gets the defaults of Jobe', () => {
  expect(read({})).toMatchObject({
    language: 'c',
    source: { path: 'prog.c' },
    compileWords: ['-Wall', '-Werror', '-std=c99', '-x', 'c'],
    limits: { cpuMs: 5_000, memoryBytes: 400 * 1_024_000, processes: 30, outputBytes: 2 * 1_024_000 },
  });
  expect(read({ language_id: 'Python3' })).toMatchObject({ language: 'python', interpreterWords: ['-BE'] });
});

test('what CodeRunner sends is understood: its file name, empty lists for empty maps, numbers as text', () => {
  const request = read({
    language_id: 'python3',
    sourcefilename: '__tester__.python3',
    input: '',
    file_list: [['0cc175b9c0f1b6a831c399e269772661', 'data.txt']],
    parameters: { cputime: '10', memorylimit: 200000, numprocs: '5', jobeserver: 'x', sourcefilename: 'y' },
  });
  expect(request).toMatchObject({
    source: { path: '__tester__.python3' },
    files: [{ path: 'data.txt', stored: '0cc175b9c0f1b6a831c399e269772661' }],
    limits: { cpuMs: 10_000, memoryBytes: 1024 * 1_048_576, processes: 5 },
  });
  expect(read({ parameters: [], file_list: null, input: null, sourcefilename: '' }).source.path).toBe(
    'prog.c',
  );
});

const limits = ['cputime', 'memorylimit', 'streamsize', 'disklimit', 'numprocs'];
const injections = ['1; id', '$(id)', '`id`', '1\nid', '-1', '', ' ', '1e9', '0x10', 'NaN', '١', '1|id'];

test.each(limits.flatMap((name) => injections.map((value) => [name, value] as const)))(
  'the limit %s is no place for %j',
  (name, value) => {
    expect(refusalOf({ run_spec: { ...spec, parameters: { [name]: value } } })).toMatch(
      new RegExp(`^BAD_INPUT: .*${name}`),
    );
  },
);

const names = [
  '..',
  '.',
  '../../x.php',
  '/etc/passwd',
  'a/b.c',
  'a\\b.c',
  'a\0.c',
  '-rf',
  '$(id).c',
  'a;id.c',
  'a b.c',
  'ünïcode.c',
  'x'.repeat(300),
  'a\n.c',
];

test.each(names)('no file of a run is called %j', (name) => {
  const id = 'a'.repeat(32);
  expect(refusalOf({ run_spec: { ...spec, sourcefilename: name } })).toMatch(/^BAD_INPUT: /);
  expect(refusalOf({ run_spec: { ...spec, file_list: [[id, name]] } })).toMatch(/^BAD_INPUT: /);
});

test.each(['short', 'with-dash-1234', '../../../../etc', 'a'.repeat(300), 'abcdefg\0'])(
  'no file has the id %j',
  (id) => {
    expect(refusalOf({ run_spec: { ...spec, file_list: [[id, 'a.txt']] } })).toMatch(/^BAD_INPUT: /);
  },
);

test('two files of one name are refused, and one named as the program that is built', () => {
  const file = (name: string) => ['a'.repeat(32), name];
  const twice = { ...spec, file_list: [file('a.h'), file('a.h')] };
  expect(refusalOf({ run_spec: twice })).toBe('BAD_INPUT: Two files of this run are called a.h.');
  expect(refusalOf({ run_spec: { ...spec, file_list: [file('prog.c')] } })).toContain('prog.c');
  expect(refusalOf({ run_spec: { ...spec, file_list: [file('prog.c.exe')] } })).toContain('prog.c.exe');
});

test.each([
  [null, 'BAD_INPUT'],
  [{}, 'run_spec'],
  [{ run_spec: { language_id: 'c' } }, 'sourcecode'],
  [{ run_spec: { ...spec, language_id: 'java' } }, 'Language "java" is not known here.'],
  [{ run_spec: { ...spec, language_id: '../c' } }, 'is not known here'],
  [{ run_spec: { ...spec, sourcecode: 'a\0b' } }, 'without NUL'],
  [{ run_spec: { ...spec, input: '\ud800' } }, 'without NUL'],
  [{ run_spec: { ...spec, parameters: { cputime: 61 } } }, 'cputime is at most 60 seconds'],
  [{ run_spec: { ...spec, parameters: { compileargs: ['a\0'] } } }, 'compileWords'],
  [{ run_spec: { ...spec, parameters: { compileargs: 'x' } } }, 'compileargs'],
  [{ run_spec: { ...spec, parameters: { runargs: Array.from({ length: 33 }, () => 'x') } } }, 'runargs'],
])('%j is refused with what is wrong', (body, says) => {
  expect(refusalOf(body)).toContain(says);
});
