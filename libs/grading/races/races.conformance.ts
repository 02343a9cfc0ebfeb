import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openSandbox } from '#libs/sandbox/open-sandbox';
import { runLimits, sandboxEnvironment } from '../limits.js';
import { buildRaces } from './build-races.js';
import { findRace } from './find-race.js';
import { races } from './races.js';

// Real: the sandbox and the compiler.

const sandbox = await openSandbox();
afterAll(() => sandbox.close());

const built = await buildRaces(sandbox, AbortSignal.timeout(110_000));

function inFolder(kind: 'wrong' | 'right'): readonly string[] {
  return readdirSync(join(import.meta.dirname, kind)).sort();
}

test('the table names every program of its folders, sixteen wrong ones and fourteen right ones', () => {
  for (const kind of ['wrong', 'right'] as const) {
    const names = races.filter((race) => race.kind === kind).map((race) => `${race.name}.c`);
    expect(inFolder(kind)).toEqual(names.sort());
  }
  expect([inFolder('wrong').length, inFolder('right').length]).toEqual([16, 14]);
});

async function play(name: string, rounds: number) {
  const file = built.get(name);
  if (file === undefined) throw new Error(`${name} was not built.`);
  const program = {
    name,
    argv: [`./${name}`, `${rounds}`],
    env: sandboxEnvironment,
    stdin: 'null-device',
    stdout: { kind: 'pipe', capacityBytes: 0 },
    reading: 'free',
  } as const;
  const nothing = { steps: [], collect: [], sysctls: {}, traced: false };
  return sandbox.run(
    { ...nothing, files: [file], programs: [program], limits: { ...runLimits, wallMs: 3_000 } },
    AbortSignal.timeout(20_000),
  );
}

for (const { name } of races.filter((race) => race.kind === 'right'))
  test.each([0, 60, 2_000])(`${name} is right after %i rounds, and leaves nothing behind`, async (rounds) => {
    const run = await play(name, rounds);
    const said = Buffer.from(run.programs[0]?.stdout ?? []).toString();
    expect({ said, ended: run.ended, end: run.programs[0]?.end, remnants: run.remnants }).toEqual({
      said: expect.stringMatching(/^[a-z ]+: (\d+), wanted \1\n$/),
      ended: 'programs-ended',
      end: { kind: 'exited', code: 0 },
      remnants: [],
    });
  });

test('a lock that is held while waiting for a free slot shows in every run: nobody can go on', async () => {
  const run = await play('ring-lock-then-wait', 2_000);
  expect(run).toMatchObject({ ended: 'deadlock', programs: [{ end: { kind: 'running' } }] });
});

function builtOf(name: string) {
  const file = built.get(name);
  if (file === undefined) throw new Error(`${name} was not built.`);
  return file;
}

test.each(races.filter((race) => race.kind === 'wrong').map((race) => race.name))(
  'some order in which its tasks run shows the mistake of %s',
  async (name) => {
    const search = { firstSeed: 1, seeds: 150, forMs: 60_000, rounds: 60 };
    const { wrong } = await findRace(sandbox, builtOf(name), search);
    expect(wrong).not.toBeNull();
  },
  90_000,
);

test.each(races.filter((race) => race.kind === 'right').map((race) => race.name))(
  'no order in which its tasks run makes %s wrong',
  async (name) => {
    const search = { firstSeed: 1, seeds: 4, forMs: 60_000, rounds: 20 };
    expect(await findRace(sandbox, builtOf(name), search)).toMatchObject({ wrong: null, runs: 4 });
  },
  90_000,
);
