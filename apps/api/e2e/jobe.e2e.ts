// Real: PostgreSQL, api, grader, sandbox, all as `npm start` runs them.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { runSystem, type RunningSystem } from '#libs/testing/running-system';

let system: RunningSystem;
let key = '';

const Created = z.object({ data: z.object({ createJobeKey: z.object({ secret: z.string() }) }) });
const Result = z.object({ outcome: z.number(), cmpinfo: z.string(), stdout: z.string(), stderr: z.string() });

beforeAll(async () => {
  system = await runSystem();
  const query = 'mutation { createJobeKey(input: { label: "e2e", runsPerMinute: 1000 }) { secret } }';
  const response = await fetch(`${system.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${system.token('instructor')}` },
    body: JSON.stringify({ query }),
  });
  key = Created.parse(await response.json()).data.createJobeKey.secret;
}, 480_000);
afterAll(async () => {
  await system.stop();
});

const ask = (method: string, path: string, body?: object) =>
  fetch(`${system.url}/jobe/index.php/restapi/${path}`, {
    method,
    headers: { 'content-type': 'application/json; charset=utf-8', 'x-api-key': key },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

async function run(spec: object) {
  return Result.parse(await (await ask('POST', 'runs', { run_spec: spec })).json());
}

test('the languages are those of the sandbox', async () => {
  const languages: unknown = await (await ask('GET', 'languages')).json();
  expect(languages).toEqual([
    ['c', expect.stringMatching(/^\d+\./)],
    ['cpp', expect.stringMatching(/^\d+\./)],
    ['python3', expect.stringMatching(/^3\./)],
  ]);
});

// Programs as simple as those that Jobe's own tester sends, and the outcomes that it wants.
test.each([
  [
    'python3',
    'print(input())\nprint(input())\n',
    { input: 'Line1\nLine2\n' },
    { outcome: 15, stdout: 'Line1\nLine2\n' },
  ],
  ['python3', 'print("Hello world!"\n', {}, { outcome: 11 }],
  ['python3', 'data = [1, 2]\nprint(data[2])\n', {}, { outcome: 12 }],
  [
    'python3',
    'import sys\nfor arg in sys.argv[1:]:\n    print(arg)\n',
    { parameters: { runargs: ['Arg1', 'Arg2'] } },
    { outcome: 15, stdout: 'Arg1\nArg2\n' },
  ],
  [
    'python3',
    '\n',
    { parameters: { interpreterargs: ['-c "print(\\"Blah\\")"'] } },
    { outcome: 15, stdout: 'Blah\n' },
  ],
  ['c', '#include <stdio.h>\nint main() { printf("Hello\\n"); }\n', {}, { outcome: 15, stdout: 'Hello\n' }],
  ['c', '#include <stdio.h>\nint main() { char *s = NULL; printf("%c", *s); }\n', {}, { outcome: 12 }],
  ['c', 'int main() { while (1) {}; }\n', { parameters: { cputime: 1 } }, { outcome: 13 }],
  ['c', '#include <stdio.h>\nint main() { while (1) { printf("Hello"); }; }\n', {}, { outcome: 13 }],
  [
    'c',
    '#include <unistd.h>\n#include <stdio.h>\nint main() { for (int i = 0; i < 100; i++) if (fork() == 0) while (1) {}; puts("over"); }\n',
    { parameters: { numprocs: 10, cputime: 1 } },
    { outcome: 15, stdout: 'over\n' },
  ],
  [
    'cpp',
    '#include <iostream>\nint main() { std::cout << "Hello world\\n"; }\n',
    {},
    { outcome: 15, stdout: 'Hello world\n' },
  ],
] as const)('in %s %j with %j is answered with %j', async (...[language, sourcecode, more, wanted]) => {
  expect(await run({ language_id: language, sourcecode, ...more })).toMatchObject(wanted);
});

test('thirty runs at once, of one process each, do not get into each other’s way', async () => {
  const sourcecode =
    '#include <stdio.h>\n#include <unistd.h>\nint main() { printf("1\\n"); sleep(1); printf("2\\n"); }\n';
  const spec = { language_id: 'c', sourcecode, parameters: { numprocs: 1 } };
  const outcomes = await Promise.all(Array.from({ length: 30 }, () => run(spec)));
  const told = outcomes.map(({ outcome, stdout }) => `${outcome} ${stdout}`);
  // Those that no grader had time for were turned away, and nothing else happened to them.
  expect(told.filter((one) => one !== '15 1\n2\n' && one !== '21 ')).toEqual([]);
  expect(told).toContain('15 1\n2\n');
});
