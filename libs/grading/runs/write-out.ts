import type { z } from 'zod';
import type { BesidePrograms, CaseProgram } from './case-program.js';
import type { PlainStep, RepeatedSteps, StepsOfMany } from './case-steps.js';

type WrittenSteps = readonly (PlainStep | z.infer<typeof RepeatedSteps> | z.infer<typeof StepsOfMany>)[];

/** Every step by itself, in the order in which they are done: steps count so in conditions, too. */
export function writeOutSteps(steps: WrittenSteps): PlainStep[] {
  return steps.flatMap((step) => {
    if ('repeat' in step) return Array.from({ length: step.repeat }, () => step.steps).flat();
    if ('steps' in step) return range(step.programs).flatMap((program) => ofProgram(step.steps, program));
    return [step];
  });
}

function range({ from, to }: { readonly from: number; readonly to: number }): number[] {
  return Array.from({ length: to - from + 1 }, (_, at) => from + at);
}

function ofProgram(steps: readonly PlainStep[], program: number): PlainStep[] {
  return steps.map((step) => ('program' in step ? { ...step, program } : step));
}

/** Every program by itself, with its number and its letter in the place of `{{copy}}` and `{{letter}}`. */
export function writeOutCopies({ copies, ...one }: BesidePrograms): CaseProgram[] {
  if (copies === undefined) return [one];
  return Array.from({ length: copies }, (_, copy) => {
    const fill = (text: string): string =>
      text
        .replaceAll('{{copy}}', String(copy))
        .replaceAll('{{letter}}', String.fromCharCode(97 + (copy % 26)));
    return { ...one, input: fillInput(one.input, fill), args: one.args.map(fill) };
  });
}

function fillInput(input: CaseProgram['input'], fill: (text: string) => string): CaseProgram['input'] {
  if ('text' in input) return { text: fill(input.text) };
  return 'repeat' in input ? { ...input, repeat: fill(input.repeat) } : input;
}
