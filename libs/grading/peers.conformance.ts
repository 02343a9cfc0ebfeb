import { afterAll, expect, test } from 'vitest';
import { openSandbox } from '#libs/sandbox/open-sandbox';
import { anExercise } from '#libs/testing/an-exercise';
import { grade } from './grade.js';

// Real: the sandbox and the compiler. A hidden sender meets the receiver of a hand-in in a FIFO.

const sandbox = await openSandbox();
afterAll(() => sandbox.close());

const path = '/box/meeting-{{token}}';

const send = `#include "meeting.h"
  int main(int argc, char **argv) {
    if (argc != 4) return 2;
    int to = meet(argv[1], O_WRONLY);
    dprintf(1, "sending %s with patience %s\\n", argv[2], argv[3]);
    if (argv[2][0] == '!') __builtin_trap();
    if (to < 0 || write(to, argv[2], strlen(argv[2])) < 0) return 1;
    close(to);
    /* Who takes the words away removes the FIFO; whoever wants to kill this one has time until then. */
    for (int look = 0; look < 300 && access(argv[1], F_OK) == 0; look++) usleep(10000);
    return 0;
  }`;

const peers = [
  { path: 'send.c', content: send },
  {
    path: 'meeting.h',
    content: `#include <errno.h>
      #include <fcntl.h>
      #include <stdio.h>
      #include <string.h>
      #include <sys/stat.h>
      #include <unistd.h>
      int meet(const char *path, int how);`,
  },
  {
    path: 'meeting.c',
    content: `#include "meeting.h"
      int meet(const char *path, int how) {
        return mkfifo(path, 0600) < 0 && errno != EEXIST ? -1 : open(path, how);
      }`,
  },
];

const receive = (body: string) => `#include <errno.h>
  #include <fcntl.h>
  #include <signal.h>
  #include <stdio.h>
  #include <stdlib.h>
  #include <string.h>
  #include <sys/stat.h>
  #include <unistd.h>
  int main(int argc, char **argv) {
    char buffer[512];
    if (argc != 2 || (mkfifo(argv[1], 0600) < 0 && errno != EEXIST)) return 1;
    ${body}
    int from = open(argv[1], O_RDONLY);
    for (ssize_t n; (n = read(from, buffer, sizeof buffer)) != 0;)
      if (n < 0 || write(1, buffer, (size_t)n) != n) return 1;
    unlink(argv[1]);
    return 0;
  }`;

async function gradeBeside(body: string, says = 'from {{token}}') {
  const sender = {
    peer: 'send',
    args: [path, says, '{{patience}}'],
    stdin: 'null-device',
    starts: 'by-step',
  };
  const receiver = { run: 'receive', args: [path], stdin: 'null-device' };
  const exercise = anExercise({
    hash: `sha256:${says}`,
    programs: ['receive'],
    languages: ['c'],
    peers,
    plan: {
      cases: [
        {
          id: 'one',
          title: { en: 'one', zh: '一' },
          ...receiver,
          beside: [sender],
          traced: true,
          wallMs: 2_000,
          steps: [
            { do: 'await-blocked', withinMs: 2_000 },
            { do: 'start', program: 1 },
          ],
        },
      ],
      checks: [
        {
          name: { en: 'it arrives', zh: '到达' },
          group: 'behaviour',
          points: 100,
          expect: [
            { kind: 'stdout', case: 'one', equals: { output: 1, picking: '^sending (.*) with' } },
            { kind: 'stdout', case: 'one', equals: { text: 'from {{token}}' } },
            { kind: 'nothing-left', case: 'one' },
          ],
        },
      ],
    },
  });
  const context = { sandbox, tell: () => undefined, signal: AbortSignal.timeout(60_000) };
  const files = [{ path: 'receive.c', content: receive(body) }];
  return grade({ exercise, language: 'c', files, seed: 'peers' }, context);
}

test('a hidden sender is found by a receiver, and drawn by its own name', async () => {
  const { report, pictures } = await gradeBeside('');
  expect(report.checks[0]?.says).toBe(
    'About `receive`: Only the first 13 bytes of the 14 wanted came out: a read returns what is there, not what you asked for.',
  );
  const roles = pictures[0]?.trace.processes.map(({ command, role }) => [command[0], role]);
  expect(roles).toContainEqual(['send', 'peer']);
  expect(pictures[0]?.svg).toContain('>send<');
});

test('who kills the sender only loses by it, and cannot be mistaken for a crash of ours', async () => {
  const early = await gradeBeside('kill(-1, SIGSEGV); return 0;');
  expect(early.report.checks[0]?.says).toBe(
    "The grader's `send` never came to say what it was to say, so the output could not be held against it.",
  );
  const late = await gradeBeside('if (open(argv[1], O_RDONLY) > 0) kill(-1, SIGSEGV); return 0;');
  const sender = late.pictures[0]?.trace.processes.find(({ role, parent }) => role === 'peer' && !parent);
  expect(sender?.exit).toEqual({ signal: 'SIGSEGV' });
  expect(late.report.passed).toBe(false);
});

test('a peer that crashes by itself is the mistake of the exercise', async () => {
  await expect(gradeBeside('', '! {{token}}')).rejects.toThrow(
    'The peer send of the case "one" crashed by itself.',
  );
});
