import { afterAll, expect, test } from 'vitest';
import { readDemos } from '#libs/catalogue/read-demos';
import { openSandbox } from '#libs/sandbox/open-sandbox';
import { brokenPromises } from './broken-promises.js';
import { playDemo } from './play-demo.js';

// Real: the sandbox, the compilers, strace. Each demo runs once and must be seen to do what its demo.yaml says.

const sandbox = await openSandbox();
afterAll(() => sandbox.close());

for (const demo of await readDemos()) {
  // Without control groups nothing bounds what a memfd holds, so the sandbox refuses it: see "Hard and soft" in docs/explanation/what-a-sandbox-is.md.
  const isRefused = demo.slug.endsWith('/memfd') && sandbox.limits === 'soft';
  test.skipIf(isRefused)(
    `${demo.slug} does what it promises, and its trace shows that and no more`,
    async () => {
      const trace = await playDemo(demo, sandbox, AbortSignal.timeout(50_000));
      expect(brokenPromises(demo, trace)).toEqual([]);
    },
  );
}
