import type { Step } from '#libs/sandbox/step';
import { signalNumber } from '../explain/signal-name.js';
import { type Case, programsOf } from './case.js';
import type { PlainStep } from './case-steps.js';

type InputStep = Extract<PlainStep, { do: 'write-input' | 'start-input' }>;

/** The steps of a case as the sandbox takes them; each program's input is handed out piece by piece, and times stretch by `patience`. */
export function requestSteps(one: Case, inputs: readonly Uint8Array[], patience: number): readonly Step[] {
  const written = inputs.map(() => 0);
  const programs = programsOf(one);
  return one.steps.flatMap((step): Step[] => {
    if (step.do !== 'write-input' && step.do !== 'start-input') return [plainStep(step, patience)];
    // Who has no pipe there is given nothing.
    if (programs[step.program]?.stdin !== 'pipe') return [];
    const from = written[step.program] ?? 0;
    const data = takeInput(step, inputs[step.program] ?? new Uint8Array(), from);
    written[step.program] = from + data.length;
    return [inputStep(step, data)];
  });
}

function takeInput(step: InputStep, input: Uint8Array, from: number): Uint8Array {
  const bytes = step.do === 'write-input' ? step.bytes : undefined;
  return input.subarray(from, bytes === undefined ? undefined : from + bytes);
}

function inputStep(step: InputStep, data: Uint8Array): Step {
  const { program } = step;
  if (step.do === 'start-input') return { do: 'start-input', program, data };
  const { pauseMs, chunkBytes = Math.max(data.length, 1) } = step;
  return { do: 'write-input', program, data, chunkBytes, pauseMs };
}

function plainStep(step: Exclude<PlainStep, InputStep>, patience: number): Step {
  switch (step.do) {
    case 'read-output': {
      const bytes = step.bytes ?? Number.POSITIVE_INFINITY;
      const { program, pauseMs, chunkBytes = bytes } = step;
      return { do: 'read-output', program, bytes, chunkBytes, pauseMs };
    }
    case 'await-output':
    case 'await-exit':
    case 'await-blocked':
    case 'await-fault':
      return { ...step, withinMs: step.withinMs * patience };
    case 'signal':
      return { ...step, signal: signalNumber(step.signal) };
    case 'start':
    case 'close-input':
    case 'close-output':
    case 'idle':
    case 'stop-and-continue':
      return step;
  }
}
