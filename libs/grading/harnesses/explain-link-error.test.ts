import { expect, test } from 'vitest';
import { explainLinkError } from './explain-link-error.js';

const explain = (says: string, files: readonly string[] = ['ring.h', 'ring.c']) =>
  explainLinkError({ harness: 'threads', files, says });

test('the first error is told, and where the header declares what was meant', () => {
  const says = `./harness/threads.c: In function ‘putting’:
./harness/threads.c:5:81: error: too many arguments to function ‘ring_put’
    5 |   ring_put(&ring, &i, sizeof i, -1);
In file included from ./harness/threads.c:1:
./ring.h:12:5: note: declared here
./harness/threads.c:10:33: error: too many arguments to function ‘ring_get’
./ring.h:13:5: note: declared here
`;
  expect(explain(says)).toEqual({
    en: "The grader's test program `threads` cannot be built together with `ring.h` and `ring.c`. The compiler says: harness/threads.c line 5: too many arguments to function ‘ring_put’; ring.h line 12: declared here.",
    zh: '无法把评分用的测试程序 `threads`和 `ring.h` 与 `ring.c` 一起编译。编译器说：harness/threads.c line 5: too many arguments to function ‘ring_put’; ring.h line 12: declared here。',
  });
});

test.each([
  [
    "/usr/bin/ld.gold: error: /tmp/x.o: multiple definition of 'main'\n",
    'These files have a main function of their own',
  ],
  [
    "./harness/threads.c:5: error: undefined reference to 'ring_put'\n",
    "harness/threads.c line 5: undefined reference to 'ring_put'",
  ],
  [
    './harness/threads.c:1:10: fatal error: ring.h: No such file or directory\n',
    'line 1: ring.h: No such file or directory',
  ],
  ["/usr/bin/ld.gold: error: /tmp/x.o: multiple definition of 'f'\n", "/tmp/x.o: multiple definition of 'f'"],
  [
    'The compiler was stopped because it took too long.',
    'The compiler says: The compiler was stopped because it took too long',
  ],
])('what the compiler or the linker says is quoted: %s', (says, part) => {
  expect(explain(says).en).toContain(part);
});

test('files that are not there, and errors without end, make short sentences', () => {
  expect(explain('', []).en).toContain('cannot be built because none of its files is there.');
  expect(explain(`./ring.c:1:1: error: ${'x'.repeat(5_000)}`).en.length).toBeLessThan(500);
});
