import { constants } from 'node:os';
import { expect, test } from 'vitest';
import type { Sentence } from '#libs/contracts/sentence';
import type { ProgramEnd } from '#libs/sandbox/sandbox';
import type { SeenProcess } from '#libs/sandbox/step';
import { aCaseRun } from '#libs/testing/a-case-run';
import { aProgramResult, aRun } from '#libs/testing/a-run';
import { conditionKinds } from '../../../conditions.js';
import type { PlainStep } from '../../../runs/case-steps.js';

type Seen = Parameters<(typeof conditionKinds)[number]['judge']>[1];

function says(kind: string, condition: object, seen: Seen): Sentence | null {
  const found = conditionKinds.find((one) => one.kind === kind);
  if (!found) throw new Error(`no kind ${kind}`);
  return found.judge(condition, seen);
}

const type = (text: string): PlainStep => ({ do: 'type', program: 0, text });
const next = (text: string): PlainStep => ({
  do: 'await-line',
  program: 0,
  next: text,
  skipping: false,
  withinMs: 900,
});

interface Talk {
  readonly steps: readonly PlainStep[];
  /** How many of the steps were done. */
  readonly done: number;
  readonly stdout: string;
  readonly end?: ProgramEnd;
}

function aTalk({ steps, done, stdout, end = { kind: 'running' } }: Talk): Seen {
  const program = aProgramResult({ pid: 3, stdout: Buffer.from(stdout), end });
  const results = steps.map((_, at) => ({
    done: at < done,
    ms: at < done ? 2 : end.kind === 'exited' ? 5 : 900,
    busyMs: 0,
  }));
  const seen = aCaseRun({ run: aRun({ programs: [program], steps: results }) });
  return { ...seen, case: { ...seen.case, steps: [...steps] } };
}

const steps = [next('msh> '), type('cat &\n'), next('[1] {{number}}\nmsh> ')];

test('a dialogue may have an empty line between, and numbers that nobody knows', () => {
  expect(says('dialogue', {}, aTalk({ steps, done: 3, stdout: 'msh> \n[1] 4711\nmsh> ' }))).toBeNull();
});

test('prompts may stand between where nobody knows how many there are', () => {
  const seen = aTalk({ steps, done: 3, stdout: 'msh> msh> msh> [1] 4711\nmsh> ' });
  expect(says('dialogue', { prompt: 'msh> ' }, seen)).toBeNull();
  expect(says('dialogue', {}, seen)?.en).toContain('before it came "msh> msh> "');
});

test('what did not come is told with what was typed, and a hint goes before', () => {
  const seen = aTalk({ steps, done: 2, stdout: 'msh> [2] 5\n' });
  expect(says('dialogue', {}, seen)).toEqual({
    en: 'After `cat &` "[1] {{number}}\\nmsh> " was wanted on the terminal within 900 ms; what came is "[2] 5\\n".',
    zh: '`cat &` 之后应当在 900 毫秒内在终端上出现 "[1] {{number}}\\nmsh> "；实际出现的是 "[2] 5\\n"。',
  });
  expect(says('dialogue', { hint: { en: 'It was early.', zh: '太早了。' } }, seen)?.en).toMatch(
    /^It was early\. After/,
  );
});

test('a shell that ended because it could not read is told why', () => {
  const seen = aTalk({ steps, done: 2, stdout: 'msh> ', end: { kind: 'exited', code: 0 } });
  expect(says('dialogue', {}, seen)?.en).toContain(
    'nothing came. By then `uppercase` had ended with status 0, as if its input were over: a shell that is left in the background cannot read the terminal',
  );
});

test('a line too many is told', () => {
  const seen = aTalk({ steps, done: 3, stdout: 'msh> what\n[1] 5\nmsh> ' });
  expect(says('dialogue', {}, seen)?.en).toBe(
    'After `cat &` "[1] {{number}}\\nmsh> " was wanted on the terminal; before it came "what\\n".',
  );
});

function aSight(...processes: readonly Partial<SeenProcess>[]): Seen {
  const all = processes.map((one) => ({
    pid: 3,
    parentPid: 1,
    name: 'shell',
    state: 'S',
    descriptors: 3,
    group: 3,
    session: 3,
    foreground: 4,
    ignored: [],
    blocked: [],
    ...one,
  }));
  const sight = { name: 'now', atMs: 1, left: [], everything: [], processes: all };
  const program = aProgramResult({ pid: 3 });
  return aCaseRun({ run: aRun({ programs: [program], steps: [{ done: true, ms: 1, busyMs: 0, sight }] }) });
}

const cat = { pid: 4, parentPid: 3, name: 'cat', group: 4 };
const groups = { look: 'now', jobs: [['cat', 'cat']], foreground: 0 };

test('a job is one group, and has the terminal', () => {
  expect(says('job-groups', groups, aSight({}, cat, { ...cat, pid: 5 }))).toBeNull();
});

test('who is in the group of the shell, or in another one than its neighbour, is named', () => {
  expect(says('job-groups', groups, aSight({}, cat, { ...cat, pid: 5, group: 3 }))).toEqual({
    en: "`cat` (pid 5) is in the shell's own process group 3; each job was to have a group of its own.",
    zh: '`cat`（pid 5）在 shell 自己的进程组 3 里；每个作业都应有自己的进程组。',
  });
  expect(says('job-groups', groups, aSight({}, cat, { ...cat, pid: 5, group: 5 }))?.en).toContain(
    'No process group is just `cat | cat`: there was cat (pid 4, group 4), cat (pid 5, group 5).',
  );
});

test('whose terminal it is instead is told', () => {
  const front = aSight({ foreground: 3 }, { ...cat, foreground: 3 }, { ...cat, pid: 5, foreground: 3 });
  expect(says('job-groups', groups, front)?.en).toBe(
    "While the job ran in the foreground the terminal belonged to the shell's group 3, not to the job's (4): who reads there from another group gets SIGTTIN, and Ctrl-C goes astray.",
  );
  expect(says('job-groups', { look: 'now', jobs: [], foreground: 'shell' }, aSight({}))?.en).toContain(
    "At the prompt the terminal belonged to group 4, not to the shell's (3)",
  );
});

test('a job that ignores what the shell ignores is told which', () => {
  const { SIGINT, SIGPIPE } = constants.signals;
  expect(
    says('default-signals', { look: 'now', command: 'cat' }, aSight({}, { ...cat, ignored: [SIGPIPE] })),
  ).toBeNull();
  expect(
    says('default-signals', { look: 'now', command: 'cat' }, aSight({}, { ...cat, ignored: [SIGINT] })),
  ).toEqual({
    en: '`cat` (pid 4) runs with SIGINT ignored: what the shell ignores or blocks for itself has to be set back before the exec.',
    zh: '`cat`（pid 4）运行时 SIGINT 被忽略：shell 为自己忽略或阻塞的信号，exec 之前必须恢复。',
  });
});
