import { afterAll, expect, test } from 'vitest';
import { openSandbox } from '#libs/sandbox/open-sandbox';
import { anExercise } from '#libs/testing/an-exercise';
import { grade } from './grade.js';

// Real: the sandbox and the compiler. Many copies of one program draw tickets from one file.

const sandbox = await openSandbox();
afterAll(() => sandbox.close());

const drawer = { run: 'draw', args: ['/box/tickets-{{token}}', '2'], stdin: 'null-device' };
const all = { from: 0, to: 8 };

const exercise = anExercise({
  slug: 'file/90-tickets',
  programs: ['draw'],
  languages: ['c'],
  plan: {
    cases: [
      {
        id: 'nine',
        title: { en: 'nine at once', zh: '九个同时' },
        ...drawer,
        starts: 'by-step',
        beside: [{ ...drawer, copies: 8, starts: 'by-step' }],
        steps: [{ programs: all, steps: [{ do: 'start' }] }],
      },
    ],
    checks: [
      {
        name: { en: 'each its own', zh: '各得其所' },
        group: 'behaviour',
        points: 100,
        expect: [
          { kind: 'lines', case: 'nine', programs: all, rising: true, distinct: true, countEach: 2 },
          {
            kind: 'lines',
            case: 'nine',
            programs: all,
            equal: { numbers: { from: 1, to: 18 } },
            order: 'any',
          },
          {
            kind: 'took',
            case: 'nine',
            program: 8,
            toMs: 4_000,
            says: { en: 'No waiting.', zh: '无需等待。' },
          },
        ],
      },
    ],
  },
});

const draw = (lock: string) => `#include <fcntl.h>
  #include <stdio.h>
  #include <stdlib.h>
  #include <sys/file.h>
  #include <unistd.h>
  int main(int argc, char **argv) {
    int file = argc == 3 ? open(argv[1], O_RDWR | O_CREAT, 0644) : -1;
    for (int i = 0; i < atoi(argv[2]); i++) {
      int ticket = 0;
      if (flock(file, ${lock}) < 0 || pread(file, &ticket, sizeof ticket, 0) < 0) return 1;
      ticket++;
      usleep(2000);
      if (pwrite(file, &ticket, sizeof ticket, 0) < 0 || flock(file, LOCK_UN) < 0) return 1;
      printf("%d\\n", ticket);
    }
    return 0;
  }`;

async function gradeTickets(lock: string) {
  const context = { sandbox, tell: () => undefined, signal: AbortSignal.timeout(60_000) };
  const files = [{ path: 'draw.c', content: draw(lock) }];
  return (await grade({ exercise, language: 'c', files, seed: 'tickets' }, context)).report.checks[0];
}

test('nine copies draw eighteen different tickets', async () => {
  expect((await gradeTickets('LOCK_EX'))?.says).toBe('');
});

test('copies that share their lock draw the same ticket, and are told which ones', async () => {
  expect((await gradeTickets('LOCK_SH'))?.says).toMatch(
    /^Both `draw` \(number \d of 9\) and `draw` \(number \d of 9\) printed the line `\d+`; each one was wanted once\.$/,
  );
});
