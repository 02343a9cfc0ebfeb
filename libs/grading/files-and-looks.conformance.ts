import { afterAll, expect, test } from 'vitest';
import { openSandbox } from '#libs/sandbox/open-sandbox';
import { anExercise } from '#libs/testing/an-exercise';
import { grade } from './grade.js';

// Real: the sandbox and the compiler. A keeper of a file writes its pid, upper-cases a file in place, and sleeps until it is told to end.

const sandbox = await openSandbox();
afterAll(() => sandbox.close());

const pidFile = '/tmp/keeper-{{token}}';
const data = { path: '/mnt/data/file-{{token}}', lines: 5_000, mode: '640' };

const exercise = anExercise({
  slug: 'file/90-keeper',
  programs: ['keeper'],
  languages: ['c'],
  plan: {
    cases: [
      {
        id: 'keeps',
        title: { en: 'it keeps the file', zh: '它保管文件' },
        args: [pidFile, data.path],
        stdin: 'null-device',
        openFiles: { c: 4, python: 16 },
        umask: '077',
        ignores: ['HUP'],
        starts: 'by-step',
        files: [data, { path: '/mnt/data', folder: true }],
        steps: [
          { do: 'look', id: 'before' },
          { do: 'start' },
          { do: 'await-file', path: pidFile, is: 'ends-in-newline', withinMs: 3_000 },
          { do: 'signal', to: 'program', signal: 'HUP' },
          { do: 'signal', to: 'program', signal: 'USR1' },
          { do: 'await-line', text: 'again {{token}}\n', withinMs: 3_000 },
          { do: 'look', id: 'first' },
          { do: 'signal', to: 'program', signal: 'USR1' },
          { do: 'await-line', lines: 2, withinMs: 3_000 },
          { do: 'pause', ms: { from: 1, to: 5 } },
          { do: 'await-descriptors', since: 'first', withinMs: 200 },
          { do: 'look', id: 'later' },
          { do: 'signal', to: 'program', signal: 'TERM' },
        ],
      },
    ],
    checks: [
      row('the file', {
        kind: 'file',
        path: data.path,
        equals: { file: data.path, as: 'upper-case' },
        sameAs: 'before',
        mode: '640',
      }),
      row('its pid', { kind: 'file', path: pidFile, look: 'first', mode: '600', is: 'regular' }),
      row('only that', { kind: 'looked', look: 'later', only: [pidFile] }),
      row('descriptors', { kind: 'descriptors-kept', look: 'later', than: 'first' }),
      row('zombies', { kind: 'no-zombie', look: 'later', forMs: 0 }),
      row('what is left', { kind: 'only-left', allow: ['/tmp/left-*'] }),
      row('how it ends', { kind: 'exit', signal: 'TERM', code: [0, 7] }),
    ],
  },
});

function row(en: string, condition: object) {
  const points = en === 'the file' ? 40 : 10;
  return { name: { en, zh: en }, group: 'behaviour', points, expect: [{ case: 'keeps', ...condition }] };
}

interface Ways {
  readonly atStart?: string;
  readonly atSignal?: string;
  readonly atEnd?: string;
}

const keeper = ({ atStart = '', atSignal = '', atEnd = 'unlink(argv[1]);' }: Ways): string => `
  #define _GNU_SOURCE
  #include <ctype.h>
  #include <fcntl.h>
  #include <signal.h>
  #include <stdio.h>
  #include <stdlib.h>
  #include <string.h>
  #include <sys/stat.h>
  #include <unistd.h>
  int main(int argc, char **argv) {
    static char text[6000];
    sigset_t set;
    int got = 0;
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    sigaddset(&set, SIGTERM);
    sigprocmask(SIG_BLOCK, &set, NULL);
    int fd = open(argv[argc - 1], O_RDWR);
    ssize_t size = read(fd, text, sizeof text);
    for (ssize_t i = 0; i < size; i++) text[i] = (char)toupper(text[i]);
    if (pwrite(fd, text, (size_t)size, 0) != size) return 1;
    close(fd);
    ${atStart}
    FILE *file = fopen(argv[1], "w");
    if (!file) return 2;
    fprintf(file, "%d\\n", (int)getpid());
    fclose(file);
    while (sigwait(&set, &got) == 0 && got == SIGUSR1) {
      ${atSignal}
      printf("again %s\\n", strrchr(argv[1], '-') + 1);
      fflush(stdout);
    }
    ${atEnd}
    return 7;
  }`;

async function gradeKeeper(ways: Ways) {
  const context = { sandbox, tell: () => undefined, signal: AbortSignal.timeout(60_000) };
  const files = [{ path: 'keeper.c', content: keeper(ways) }];
  const { report } = await grade({ exercise, language: 'c', files, seed: 'keeper' }, context);
  return report.checks.filter((check) => !check.passed).map(({ name, says }) => `${name}: ${says}`);
}

test('a keeper that does everything right passes, with four descriptors', async () => {
  expect(await gradeKeeper({})).toEqual([]);
});

test('a replaced file, loose permissions and what lies about are told by name', async () => {
  const told = await gradeKeeper({
    atStart: `umask(0); rename(argv[2], "/mnt/data/old"); close(open(argv[2], O_CREAT | O_WRONLY, 0640));`,
    atEnd: 'close(open("/tmp/left-over", O_CREAT, 0600));',
  });
  expect(told).toEqual([
    expect.stringMatching(
      /^the file: When the run was over `\/mnt\/data\/file-\w+` was another file than before/,
    ),
    expect.stringMatching(
      /^its pid: In the middle of the run `\/tmp\/keeper-\w+` had the permissions 666; 600 was/,
    ),
    'only that: In the middle of the run there was file /mnt/data/old, which was not to be there.',
    expect.stringMatching(
      /^what is left: After the programs had ended this was left: file \/tmp\/keeper-\w+, file \/mnt\/data\/old\./,
    ),
  ]);
});

test('a descriptor that stays open and zombies are seen in the middle of the run', async () => {
  const told = await gradeKeeper({
    atSignal:
      'if (fork() == 0) _exit(0); static int times; if (times++ > 0 && dup(0) < 0) return 3; usleep(20000);',
  });
  expect(told).toHaveLength(2);
  expect(told[0]).toMatch(/^descriptors: `keeper` \(pid \d+\)/);
  expect(told[1]).toMatch(/^zombies: Process \d+ \(keeper\) had ended and was still a zombie/);
});
