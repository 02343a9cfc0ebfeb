import { afterAll, expect, test } from 'vitest';
import { readDemos } from '#libs/catalogue/read-demos';
import { openSandbox } from '#libs/sandbox/open-sandbox';
import { brokenPromises } from './broken-promises.js';
import { playDemo } from './play-demo.js';

// Real: the sandbox, the compilers, both tracers. Each demo must be seen by each of them to do what its demo.yaml says.

const tracers = ['ipclab', 'strace'] as const;
const rooms = await Promise.all(
  tracers.map(async (tracer) => ({ tracer, sandbox: await openSandbox({ tracer, prewarmed: 1 }) })),
);
afterAll(() => Promise.all(rooms.map(({ sandbox }) => sandbox.close())));
const demos = await readDemos();

for (const { demo, tracer, sandbox } of demos.flatMap((demo) => rooms.map((room) => ({ demo, ...room })))) {
  // Without control groups nothing bounds what a memfd holds, so the sandbox refuses it: see "Hard and soft" in docs/explanation/what-a-sandbox-is.md.
  const isRefused = demo.slug.endsWith('/memfd') && sandbox.limits === 'soft';
  test.skipIf(isRefused)(
    `${demo.slug} does what it promises, and a trace by ${tracer} shows that and no more`,
    async () => {
      const trace = await playDemo(demo, sandbox, AbortSignal.timeout(50_000));
      expect(brokenPromises(demo, trace)).toEqual([]);
    },
  );
}
