import type { BoxFile, Run, Sandbox } from '#libs/sandbox/sandbox';
import { runLimits, sandboxEnvironment } from '../limits.js';

/** Where a search begins and how far it goes: seeds one after the other, until so many were tried or so much time has passed. */
export interface RaceSearch {
  readonly firstSeed: number;
  readonly seeds: number;
  readonly forMs: number;
  readonly rounds: number;
}

/** What a search found: how the run went wrong (null: none did), with which seed, and after how many runs. */
export interface FoundRace {
  readonly wrong: 'result' | 'deadlock' | 'livelock' | null;
  readonly seed: number;
  readonly runs: number;
}

/** So many instructions and calls of a run go by turns, and so long it may take; afterwards it says nothing. */
const steps = 300_000;
const wallMs = 30_000;

/** Plays a program of the table under one schedule after the other until it shows its mistake. */
export async function findRace(
  sandbox: Sandbox,
  program: BoxFile,
  { firstSeed, seeds, forMs, rounds }: RaceSearch,
): Promise<FoundRace> {
  const began = performance.now();
  for (let runs = 1; ; runs += 1) {
    const seed = firstSeed + runs - 1;
    const wrong = wrongIn(await playRace(sandbox, program, { seed, rounds }));
    const isOver = runs >= seeds || performance.now() - began > forMs;
    if (wrong !== null || isOver) return { wrong, seed, runs };
  }
}

function playRace(
  sandbox: Sandbox,
  program: BoxFile,
  { seed, rounds }: { readonly seed: number; readonly rounds: number },
): Promise<Run> {
  return sandbox.run(
    {
      files: [program],
      programs: [
        {
          name: program.path,
          argv: [`./${program.path}`, `${rounds}`],
          env: sandboxEnvironment,
          stdin: 'null-device',
          stdout: { kind: 'pipe', capacityBytes: 0 },
          reading: 'free',
        },
      ],
      steps: [],
      collect: [],
      sysctls: {},
      traced: false,
      limits: { ...runLimits, wallMs, cpuMs: wallMs },
      schedule: { seed, steps },
    },
    AbortSignal.timeout(2 * wallMs),
  );
}

// A run that goes instruction by instruction and does not end in time is nobody's fault.
function wrongIn({ ended, programs }: Run): FoundRace['wrong'] {
  if (ended === 'deadlock' || ended === 'livelock') return ended;
  const end = programs[0]?.end;
  return ended === 'programs-ended' && !(end?.kind === 'exited' && end.code === 0) ? 'result' : null;
}
