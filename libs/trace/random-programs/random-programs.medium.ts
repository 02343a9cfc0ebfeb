// Real: gcc, bwrap and strace of this machine.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectedMemory, expectedTransfers, seenMemory, seenTransfers } from './describe-transfers.js';
import { makeProgram } from './make-program.js';
import { buildPlayer, playProgram } from './play-program.js';

const programs = 1000;
let folder: string;
let player: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ipclab-player-'));
  player = await buildPlayer(folder);
});

afterAll(() => rm(folder, { recursive: true }));

test('of random programs every transfer is seen and none is made up', { timeout: 600_000 }, async () => {
  let transfers = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(9999), { minLength: 150, maxLength: 600, size: 'max' }), async (numbers) => {
      const program = makeProgram(numbers);
      const trace = await playProgram(player, program);
      const { script } = program;
      const { warnings } = trace;
      const seen = { script, transfers: seenTransfers(trace), memory: seenMemory(trace), warnings };
      const real = { transfers: expectedTransfers(program), memory: expectedMemory(program) };
      expect(seen).toEqual({ script, ...real, warnings: [] });
      transfers += program.expected.length;
    }),
    { numRuns: programs, endOnFailure: false },
  );
  expect(transfers).toBeGreaterThan(programs);
});
