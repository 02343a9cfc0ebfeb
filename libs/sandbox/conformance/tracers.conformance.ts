import { afterAll, expect, test } from 'vitest';
import type { Run } from '../sandbox.js';
import { aSandbox, ordinary, printed, textOf } from './a-sandbox.js';

// Programs that make a tracer stumble, under each tracer of this host: they run as without one, and none of it hangs.

const tracers = ['ipclab', 'strace'] as const;
const rooms = await Promise.all(
  tracers.map(async (tracer) => ({ tracer, box: await aSandbox({ tracer, prewarmed: 1 }) })),
);
afterAll(() => Promise.all(rooms.map(({ box }) => box.sandbox.close())));

const manners = [
  ['a second thread that executes a program', ['executes'], { lives: 1 }],
  ['400 threads that come and go', ['threads', '400'], { lives: 1, threads: 400 }],
  ['300 vforks', ['vforks', '300'], { lives: 301 }],
  ['a child that stops itself', ['stops'], { lives: 2 }],
  ['a thousand pieces, and pointers that point nowhere', ['vectors'], { lives: 1 }],
  ['names and bytes at the end of memory', ['edges'], { lives: 1 }],
  ['a look for the tracer', ['looks'], { lives: 1 }],
] as const;

for (const { tracer, box } of rooms) {
  for (const [what, args, seen] of manners)
    test(`${what}: ${tracer} sees all of it, and the program nothing`, async () => {
      const run = await box.attack('tracees', args, { traced: true });
      expect(textOf(run.programs[0]?.stderr)).toBe('');
      expect(printed(run)).toBe('done\n');
      expect(run).toMatchObject({
        ended: 'programs-ended',
        programs: [{ end: { kind: 'exited', code: 0 } }],
      });
      const lives = livesOf(run);
      expect(lives).toHaveLength(seen.lives);
      const threads = lives.reduce((sum, life) => sum + (life.threads?.length ?? 0), 0);
      if ('threads' in seen) expect(threads).toBe(seen.threads);
      expect(run.history?.warnings).toEqual([]);
    });

  test(`more names than a record holds are left out, and ${tracer} goes on`, async () => {
    const run = await box.attack('tracees', ['passes'], { traced: true });
    expect(printed(run)).toBe('done\n');
    expect(livesOf(run)).toMatchObject([{ exit: { code: 0 } }]);
  });

  // strace 6.1 sometimes ends, without a word, when a process is killed in the middle of its fork: seen 3 times in some 25 runs.
  test.skipIf(tracer === 'strace')(
    `children that are killed while they make children do not hold ${tracer} up`,
    async () => {
      const run = await box.attack('tracees', ['murders', '60'], { traced: true });
      expect(printed(run)).toBe('done\n');
      expect(livesOf(run).length).toBeGreaterThan(60);
    },
  );

  test(`a program that speaks to the kernel like one of 32 bits is ended, and ${tracer} with it`, async () => {
    const run = await box.attack('tracees', ['foreign'], { traced: true });
    expect(run.programs[0]?.end).toEqual({ kind: 'killed', signal: 31 });
    expect(livesOf(run)).toHaveLength(1);
  });

  test(`a fork bomb under ${tracer} ends at its bounds`, async () => {
    const limits = { ...ordinary, wallMs: 4_000 };
    const run = await box.attack('fork-bomb', [], { traced: true, limits });
    expect(run.ended).not.toBe('programs-ended');
    expect(livesOf(run).length).toBeGreaterThan(10);
  });
}

function livesOf(run: Run) {
  return (run.history?.processes ?? []).filter((life) => life.role !== 'harness');
}
