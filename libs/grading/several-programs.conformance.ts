import { afterAll, expect, test } from 'vitest';
import { openSandbox } from '#libs/sandbox/open-sandbox';
import { anExercise } from '#libs/testing/an-exercise';
import { grade } from './grade.js';

// Real: the sandbox and the compiler. Two programs of one hand-in meet in a FIFO, in either order.

const sandbox = await openSandbox();
afterAll(() => sandbox.close());

const path = '/box/meeting-{{token}}';
const receiver = { run: 'receive', args: [path], stdin: 'null-device' };
const sender = { run: 'send', args: [path], input: { text: 'from {{token}}' } };

const exercise = anExercise({
  slug: 'named-pipe/90-meeting',
  programs: ['receive', 'send'],
  languages: ['c'],
  plan: {
    cases: [
      {
        id: 'receiver-first',
        title: { en: 'receiver first', zh: '接收者先启动' },
        ...receiver,
        beside: [{ ...sender, starts: 'by-step' }],
        steps: [
          { do: 'idle', ms: 100 },
          { do: 'start', program: 1 },
          { do: 'start-input', program: 1 },
        ],
      },
      {
        id: 'sender-first',
        title: { en: 'sender first', zh: '发送者先启动' },
        ...receiver,
        starts: 'by-step',
        beside: [sender],
        steps: [{ do: 'start-input', program: 1 }, { do: 'idle', ms: 100 }, { do: 'start' }],
      },
    ],
    checks: ['receiver-first', 'sender-first'].map((id) => ({
      name: { en: id, zh: id },
      group: 'behaviour',
      points: 50,
      expect: [
        { kind: 'exit', case: id, code: 0 },
        { kind: 'exit', case: id, program: 1, code: 0 },
        { kind: 'stdout', case: id, equals: { text: 'from {{token}}' } },
        { kind: 'stdout', case: id, program: 1, equals: { text: '' } },
        { kind: 'stderr', case: id, program: 1, is: 'empty' },
      ],
    })),
  },
});

const copy = (from: string, to: string): string => `#include <errno.h>
  #include <fcntl.h>
  #include <sys/stat.h>
  #include <unistd.h>
  int main(int argc, char **argv) {
    char buffer[512];
    if (argc != 2 || (mkfifo(argv[1], 0600) < 0 && errno != EEXIST)) return 1;
    int from = ${from}, to = ${to};
    if (from < 0 || to < 0) return 1;
    for (ssize_t n; (n = read(from, buffer, sizeof buffer)) != 0;)
      if (n < 0 || write(to, buffer, (size_t)n) != n) return 1;
    return 0;
  }`;

async function gradeMeeting(receive: string) {
  const context = { sandbox, tell: () => undefined, signal: AbortSignal.timeout(60_000) };
  const files = [
    { path: 'receive.c', content: receive },
    { path: 'send.c', content: copy('0', 'open(argv[1], O_WRONLY)') },
  ];
  return (await grade({ exercise, language: 'c', files, seed: 'meeting' }, context)).report.checks;
}

test('two programs of a hand-in meet, whichever starts first', async () => {
  const checks = await gradeMeeting(copy('open(argv[1], O_RDONLY)', '1'));
  expect(checks.filter((check) => !check.passed)).toEqual([]);
});

test('who fails is named, and it is the program that is meant', async () => {
  const [check] = await gradeMeeting(copy('open(argv[1], O_RDONLY)', '1').replace('return 0;', 'return 9;'));
  expect(check?.says).toBe('`receive` ended with status 9; status 0 was wanted.');
  expect(check?.saysZh).toContain('`receive`');
});
