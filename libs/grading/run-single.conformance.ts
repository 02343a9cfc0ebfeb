import { afterAll, expect, test } from 'vitest';
import type { SingleRequest, SingleResult } from '#libs/contracts/single-run';
import { openSandbox } from '#libs/sandbox/open-sandbox';
import { readVersions } from './read-versions.js';
import { runSingle } from './run-single.js';

// Real: the sandbox and its compilers.

const sandbox = await openSandbox();
afterAll(() => sandbox.close());

const mebibyte = 1_048_576;
const limits = {
  cpuMs: 2_000,
  memoryBytes: 256 * mebibyte,
  processes: 16,
  outputBytes: mebibyte,
  diskBytes: 16 * mebibyte,
};

function aSingle(content: string, parts: Partial<SingleRequest> = {}): SingleRequest {
  return {
    kind: 'single',
    language: 'c',
    source: { path: '__tester__.c', content },
    files: [],
    input: '',
    compileWords: ['-Wall', '-Werror', '-std=c99', '-x', 'c'],
    linkWords: [],
    interpreterWords: [],
    runWords: [],
    limits,
    ...parts,
  };
}

function run(request: SingleRequest, contents = new Map<string, Uint8Array>()): Promise<SingleResult> {
  return runSingle(request, contents, { sandbox, tell: () => {}, signal: AbortSignal.timeout(90_000) });
}

const aPython = (content: string, parts: Partial<SingleRequest> = {}) =>
  aSingle(content, { language: 'python', source: { path: '__tester__.python3', content }, ...parts });

test('the languages of the image tell their versions', async () => {
  const versions = await readVersions(sandbox, AbortSignal.timeout(60_000));
  expect(versions).toEqual({
    c: expect.stringMatching(/^\d+\.\d+/),
    cpp: expect.stringMatching(/^\d+\.\d+/),
    python: expect.stringMatching(/^3\.\d+/),
  });
});

test('a C program that forks and pipes tells its parent what it was told', async () => {
  const source = `#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void) {
  int ends[2];
  char line[80];
  if (pipe(ends) != 0 || fgets(line, sizeof line, stdin) == NULL) return 1;
  if (fork() == 0) {
    close(ends[1]);
    ssize_t n = read(ends[0], line, sizeof line);
    fwrite(line, 1, (size_t)n, stdout);
    return 0;
  }
  close(ends[0]);
  if (write(ends[1], line, 6) != 6) return 1;
  close(ends[1]);
  wait(NULL);
  return 0;
}
`;
  const result = await run(aSingle(source, { input: 'hello\n' }));
  expect(result).toMatchObject({ kind: 'ran', exitCode: 0, stdout: 'hello\n', stderr: '' });
});

test('a Python program reads the files beside it, binary ones too, and its arguments', async () => {
  const request = aPython(
    'import sys\nprint(open("words.txt").read(), list(open("raw.bin", "rb").read()), sys.argv[1:])\n',
    {
      files: [
        { path: 'words.txt', stored: 'a' },
        { path: 'raw.bin', stored: 'b' },
      ],
      interpreterWords: ['-BE'],
      runWords: ['$(id)', '; id', '-rf'],
    },
  );
  const contents = new Map([
    ['a', Buffer.from('wörds')],
    ['b', Buffer.from([0, 255, 10])],
  ]);
  expect(await run(request, contents)).toMatchObject({
    stdout: "wörds [0, 255, 10] ['$(id)', '; id', '-rf']\n",
  });
});

test('a C++ program finds a header that was brought', async () => {
  const request = aSingle(
    '#include "answer.hpp"\n#include <iostream>\nint main() { std::cout << answer; }\n',
    {
      language: 'cpp',
      source: {
        path: 'prog.cpp',
        content: '#include "answer.hpp"\n#include <iostream>\nint main() { std::cout << answer; }\n',
      },
      files: [{ path: 'answer.hpp', stored: 'h' }],
      compileWords: ['-Wall', '-Werror'],
    },
  );
  const contents = new Map([['h', Buffer.from('const int answer = 42;\n')]]);
  expect(await run(request, contents)).toMatchObject({ kind: 'ran', stdout: '42' });
});

test('files beside a program are no part of the disk that it may use', async () => {
  const source = 'import os\nopen("out", "wb").write(b"x" * 900_000)\nprint(os.path.getsize("large"))\n';
  const request = aPython(source, {
    files: [{ path: 'large', stored: 'l' }],
    limits: { ...limits, diskBytes: mebibyte },
  });
  const contents = new Map([['l', Buffer.alloc(16 * mebibyte)]]);
  expect(await run(request, contents)).toMatchObject({ exitCode: 0, stdout: `${16 * mebibyte}\n` });
});

test('a file that is gone is said, and nothing runs', async () => {
  const request = aPython('print(1)\n', { files: [{ path: 'x', stored: 'gone' }] });
  expect(await run(request)).toEqual({ kind: 'file-missing', stored: 'gone' });
});

test.each([
  ['a syntax error', 'int main(void) { return 0 }\n', [], /expected ‘;’/],
  [
    'a warning that nobody made an error',
    'int main(void) { int x; return 0; }\n',
    ['-Wall'],
    /unused variable/,
  ],
  [
    'a compiler that was told to make nothing',
    'int main(void) { return 0; }\n',
    ['-fsyntax-only'],
    /left no __tester__\.c\.exe/,
  ],
  [
    'a compiler that was told to read a file of its host',
    'int main(void) { return 0; }\n',
    ['-include', '/etc/shadow'],
    /shadow/,
  ],
])('%s does not compile', async (...[, source, compileWords, says]) => {
  const result = await run(aSingle(source, { compileWords }));
  expect(result).toMatchObject({ kind: 'did-not-compile', says: expect.stringMatching(says) });
});

test('a Python syntax error is found before anything runs', async () => {
  expect(await run(aPython('print("x"\n'))).toMatchObject({
    kind: 'did-not-compile',
    says: expect.stringContaining('SyntaxError'),
  });
});

test.each([
  ['a loop', 'int main(void) { for (;;); }\n', /^(cpu|wall)-time$/],
  ['a sleeper', '#include <unistd.h>\nint main(void) { for (;;) usleep(1000); }\n', /^wall-time$/],
  ['a flood', '#include <stdio.h>\nint main(void) { for (;;) puts("Hello"); }\n', /^output-limit$/],
])('%s is stopped by its limit', async (_what, source, ended) => {
  const words = { compileWords: ['-std=gnu17'] };
  const result = await run(aSingle(source, { ...words, limits: { ...limits, cpuMs: 500 } }));
  expect(result).toMatchObject({ kind: 'ran', ended: expect.stringMatching(ended) });
});

test('a program that is killed says by which signal', async () => {
  const source = 'int main(void) { volatile char *nothing = 0; return *nothing; }\n';
  expect(await run(aSingle(source))).toMatchObject({ exitCode: null, signal: 11 });
});

test('a program that may have few processes cannot fork more', async () => {
  const source = `#include <stdio.h>
#include <unistd.h>
int main(void) {
  int made = 0, failed = 0;
  for (int i = 0; i < 50; i++) {
    int pid = fork();
    if (pid == 0) { pause(); return 0; }
    if (pid > 0) made++; else failed++;
  }
  printf("%d %d\\n", made, failed);
  return 0;
}
`;
  const result = await run(aSingle(source, { limits: { ...limits, processes: 10 } }));
  expect(result).toMatchObject({ kind: 'ran', stdout: '9 41\n' });
});

test('nothing that a run leaves is found by the next', async () => {
  const leave = aPython(
    'for d in ("/tmp", "/dev/shm", "/box"):\n  open(d + "/left", "w").write("x")\nprint("done")\n',
  );
  expect(await run(leave)).toMatchObject({ stdout: 'done\n' });
  const look = aPython(
    'import os\nprint([d for d in ("/tmp", "/dev/shm", "/box") if os.path.exists(d + "/left")])\n',
  );
  expect(await run(look)).toMatchObject({ stdout: '[]\n' });
});

test('what is no program at all is the fault of whoever asked for it', async () => {
  const result = await run(aSingle('int main(void) { return 0; }\n', { compileWords: ['-c'] }));
  expect(result).toMatchObject({ kind: 'ran', stdout: '', stderr: expect.stringMatching(/./) });
});
