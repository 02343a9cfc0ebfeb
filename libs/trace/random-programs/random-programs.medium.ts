// Real: gcc, bwrap and strace of this machine, and ipclab's own tracer.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectedMemory, expectedTransfers, seenMemory, seenTransfers } from './describe-transfers.js';
import { makeProgram } from './make-program.js';
import { buildStage, playProgram, type Stage, type Watcher } from './play-program.js';

const programs = 1000;
/** The same programs each time, so that a red run is somebody's doing; another number plays others. */
const seed = 20_261_123;
const failureMs = 540_000;
const watchers: readonly Watcher[] = ['strace', 'own tracer'];
let folder: string;
let stage: Stage;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ipclab-player-'));
  stage = await buildStage(folder);
});

afterAll(() => rm(folder, { recursive: true }));

const anyNumbers = fc.array(fc.nat(9999), { minLength: 150, maxLength: 600, size: 'max' });

test('of random programs every transfer is seen and none is made up', { timeout: 600_000 }, async () => {
  const played = { transfers: 0, changesOfMemory: 0 };
  await fc.assert(
    fc.asyncProperty(anyNumbers, fc.constantFrom(...watchers), async (numbers, watcher) => {
      const program = makeProgram(numbers);
      const trace = await playProgram(stage, program, watcher);
      const { script } = program;
      const { warnings } = trace;
      const seen = { script, transfers: seenTransfers(trace), memory: seenMemory(trace), warnings };
      const real = { transfers: expectedTransfers(program), memory: expectedMemory(program) };
      expect(seen).toEqual({ script, ...real, warnings: [] });
      played.transfers += program.expected.length;
      played.changesOfMemory += program.memory.length;
    }),
    // What fails is made smaller for a while; it is told as it is then.
    { seed, numRuns: programs, interruptAfterTimeLimit: failureMs, markInterruptAsFailure: true },
  );
  expect(played.transfers).toBeGreaterThan(10 * programs);
  expect(played.changesOfMemory).toBeGreaterThan(programs);
});
