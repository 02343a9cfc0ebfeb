import type { z } from 'zod';
import { Fault } from '#libs/contracts/fault';
import type { BoxFile, Program, Run, RunRequest } from '../sandbox.js';
import { aProgram, type TestSandbox, textOf } from './a-sandbox.js';

/** A fault as an exercise writes it. */
export type Wanted = z.input<typeof Fault>;

/** Runs programs side by side, each given by its words: they do what these say (hostile/acts.c). */
export interface Stage {
  readonly perform: (
    acts: readonly string[],
    faults: readonly Wanted[],
    changes?: Partial<RunRequest> & { readonly stdin?: Program['stdin'] },
  ) => Promise<Run>;
}

/** A stage in a sandbox; every run on it is traced. */
export function aStage(box: TestSandbox): Stage {
  let built: Promise<BoxFile> | null = null;
  return {
    perform: async (acts, faults, changes = {}) => {
      const { stdin = 'null-device', ...rest } = changes;
      const programs = acts.map((words, index) =>
        aProgram(['./acts', ...words.split(' ')], { name: `program ${index}`, stdin }),
      );
      built ??= box.program('acts');
      return box.run(programs, {
        files: [await built],
        faults: faults.map((fault) => Fault.parse(fault)),
        traced: true,
        ...rest,
      });
    },
  };
}

/** What a program said, line by line. */
export const lines = (run: Run, program = 0): string[] =>
  textOf(run.programs[program]?.stdout).trim().split('\n');

/** The answers that the first program got to one verb. */
export const numbers = (run: Run, verb: string): number[] =>
  lines(run).flatMap((line) => (line.startsWith(`${verb} `) ? [Number(line.split(' ')[1])] : []));
