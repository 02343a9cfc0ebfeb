import { afterAll, expect, test } from 'vitest';
import { openSandbox } from '#libs/sandbox/open-sandbox';
import { anExercise } from '#libs/testing/an-exercise';
import { grade } from './grade.js';

// Real: sandbox, compiler and tracer. What goes from one program to another, and by which way.

const sandbox = await openSandbox();
afterAll(() => sandbox.close());

const none = { en: 'Nothing came through the FIFO.', zh: '没有数据经过 FIFO。' };
const passage = { from: { program: 1 }, to: { program: 0 }, through: 'fifo', name: '/box/meeting-{{token}}' };

const exercise = anExercise({
  slug: 'named-pipe/91-channels',
  programs: ['receive', 'send'],
  languages: ['c'],
  plan: {
    cases: [
      {
        id: 'one',
        title: { en: 'one', zh: '一' },
        run: 'receive',
        args: ['/box/meeting-{{token}}'],
        stdin: 'null-device',
        beside: [
          { run: 'send', args: ['/box/meeting-{{token}}'], input: { lines: 20_000 }, starts: 'by-step' },
        ],
        traced: true,
        steps: [
          { do: 'await-blocked', withinMs: 2_000 },
          { do: 'start', program: 1 },
          { do: 'start-input', program: 1 },
        ],
      },
    ],
    checks: [
      {
        name: { en: 'it arrives', zh: '到达' },
        group: 'behaviour',
        points: 40,
        expect: [{ kind: 'stdout', case: 'one', equals: { input: 'unchanged', of: 1 } }],
      },
      {
        name: { en: 'through the FIFO', zh: '经过 FIFO' },
        group: 'evidence',
        points: 40,
        expect: [
          { kind: 'flow', case: 'one', ...passage, none },
          { kind: 'saw-end-of-file', case: 'one', ...passage },
          { kind: 'output-by', case: 'one', party: { program: 0, only: 'first' }, of: 0 },
        ],
      },
      {
        name: { en: 'and no other way', zh: '别无他路' },
        group: 'evidence',
        points: 20,
        expect: [
          {
            kind: 'no-other-channel',
            case: 'one',
            between: { from: 0, to: 1 },
            allow: [{ kinds: 'fifo', name: '/box/meeting-{{token}}' }],
          },
        ],
      },
    ],
  },
});

const program = (body: string) => `#include <errno.h>
  #include <fcntl.h>
  #include <stdio.h>
  #include <string.h>
  #include <sys/mman.h>
  #include <sys/stat.h>
  #include <unistd.h>
  static char buffer[4096];
  static int copy(int from, int to) {
    for (ssize_t n; (n = read(from, buffer, sizeof buffer)) != 0;)
      if (n < 0 || write(to, buffer, (size_t)n) != n) return 1;
    return 0;
  }
  int main(int argc, char **argv) {
    if (argc != 2 || (mkfifo(argv[1], 0600) < 0 && errno != EEXIST)) return 1;
    ${body}
  }`;

async function gradeWays(receive: string, send: string) {
  const context = { sandbox, tell: () => undefined, signal: AbortSignal.timeout(60_000) };
  const files = [
    { path: 'receive.c', content: program(receive) },
    { path: 'send.c', content: program(send) },
  ];
  const { report } = await grade({ exercise, language: 'c', files, seed: 'ways' }, context);
  return report.checks.map(({ says }) => says);
}

const openRead = 'int fifo = open(argv[1], O_RDONLY);';
const openWrite = 'int fifo = open(argv[1], O_WRONLY);';

test('bytes that go through the named object, and nowhere else, are seen so', async () => {
  expect(await gradeWays(`${openRead} return copy(fifo, 1);`, `${openWrite} return copy(0, fifo);`)).toEqual([
    '',
    '',
    '',
  ]);
});

test('a FIFO that only rings while the data lie in a file is told, and so is the file', async () => {
  const says = await gradeWays(
    `${openRead} if (read(fifo, buffer, 1) != 1 || read(fifo, buffer, 1) != 0) return 1; return copy(open("/tmp/data", O_RDONLY), 1);`,
    `${openWrite} if (copy(0, open("/tmp/data", O_WRONLY | O_CREAT, 0600))) return 1; return write(fifo, "!", 1) != 1;`,
  );
  expect(says[0]).toBe('');
  expect(says[1]).toMatch(
    /^Nothing came through the FIFO\. 1 other bytes went through \/box\/meeting-[a-z]{8}\.$/,
  );
  expect(says[2]).toBe(
    '20000 bytes went from `send` to `receive` through /tmp/data (file); at most 0 may go another way than the task allows.',
  );
});

test('memory that both have is a way, though nobody sees what is stored there', async () => {
  const map = `int board = shm_open("/board", O_RDWR | O_CREAT, 0600);
    if (board < 0 || ftruncate(board, 4096) < 0) return 1;
    if (mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, board, 0) == MAP_FAILED) return 1;`;
  const [, evidence, other] = await gradeWays(
    `${map} ${openRead} return copy(fifo, 1);`,
    `${map} ${openWrite} return copy(0, fifo);`,
  );
  expect(evidence).toBe('');
  expect(other).toMatch(/share memory that can be written: \/board \(posix-shm\)\./);
});

test('a FIFO that only rings while the data are read out of the command line of the sender is told', async () => {
  const says = await gradeWays(
    `${openRead} char path[40] = "/proc/"; ssize_t n = read(fifo, path + 6, 20); if (n < 1) return 1; strcpy(path + 6 + n, "/cmdline");
     return copy(open(path, O_RDONLY), 1) | (read(fifo, path, 1) != 0);`,
    `int fifo = open(argv[1], O_WRONLY); char pid[20]; int n = snprintf(pid, sizeof pid, "%d", getpid()); if (write(fifo, pid, n) != n) return 1; sleep(1); return 0;`,
  );
  expect(says[2]).toMatch(
    /^\d+ bytes went from `send` to `receive` through \/proc\/\d+\/cmdline \(proc\); at most 0 may go another way than the task allows\.$/,
  );
});
