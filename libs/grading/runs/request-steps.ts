import type { AwaitedFile, Step } from '#libs/sandbox/step';
import { signalNumber } from '../explain/words/signal-name.js';
import { type Case, programsOf } from './case.js';
import type { PlainStep } from './case-steps.js';
import { nextPattern } from './next-pattern.js';
import { fillToken, seededBytes } from './seeded-data.js';

/** What the steps of a case need to become those of a run. */
export interface StepSetting {
  /** Of each program. */
  readonly inputs: readonly Uint8Array[];
  /** By how much times stretch. */
  readonly patience: number;
  readonly token: string;
  /** Decides how long pauses are. */
  readonly seed: string;
}

type InputStep = Extract<PlainStep, { do: 'write-input' | 'start-input' }>;

/** The steps of a case as the sandbox takes them; each program's input is handed out piece by piece. */
export function requestSteps(one: Case, setting: StepSetting): readonly Step[] {
  const { inputs } = setting;
  const written = inputs.map(() => 0);
  const programs = programsOf(one);
  return one.steps.flatMap((step, index): Step[] => {
    if (step.do === 'pause')
      return [{ do: 'pause', ms: drawPause(step.ms, `${setting.seed} pause ${index}`) }];
    if (step.do !== 'write-input' && step.do !== 'start-input') return [plainStep(step, setting)];
    // Who has no pipe there is given nothing; conditions count steps as they are written.
    if (programs[step.program]?.stdin !== 'pipe') return [{ do: 'pause', ms: 0 }];
    const from = written[step.program] ?? 0;
    const data = takeInput(step, inputs[step.program] ?? new Uint8Array(), from);
    written[step.program] = from + data.length;
    return [inputStep(step, data)];
  });
}

function takeInput(step: InputStep, input: Uint8Array, from: number): Uint8Array {
  if (step.do === 'start-input') return input.subarray(from);
  if (step.lines !== undefined) return input.subarray(from, endOfLine(input, from, step.lines));
  return input.subarray(from, step.bytes === undefined ? undefined : from + step.bytes);
}

// Behind the newline of the so-manieth line from there on, or at the end of all.
function endOfLine(input: Uint8Array, from: number, lines: number): number {
  let end = from;
  for (let line = 0; line < lines && end < input.length; line += 1) {
    const newline = input.indexOf(10, end);
    end = newline < 0 ? input.length : newline + 1;
  }
  return end;
}

function inputStep(step: InputStep, data: Uint8Array): Step {
  const { program } = step;
  if (step.do === 'start-input') return { do: 'start-input', program, data };
  const { pauseMs, chunkBytes = Math.max(data.length, 1) } = step;
  return { do: 'write-input', program, data, chunkBytes, pauseMs };
}

/** The same seed draws the same. */
function drawPause(ms: number | { readonly from: number; readonly to: number }, seed: string): number {
  if (typeof ms === 'number') return ms;
  const part = Buffer.from(seededBytes(seed, 6)).readUIntBE(0, 6) / 2 ** 48;
  return ms.from + part * (ms.to - ms.from);
}

type LineStep = Extract<Step, { do: 'await-line' }>;
type OtherStep = Exclude<PlainStep, InputStep | { do: 'pause' }>;

function plainStep(step: OtherStep, { patience, token }: StepSetting): Step {
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
    case 'await-last-lines':
      return { ...step, withinMs: step.withinMs * patience };
    case 'await-line': {
      const { program } = step;
      return {
        do: 'await-line',
        program,
        wanted: awaitedLine(step, token),
        withinMs: step.withinMs * patience,
      };
    }
    case 'type': {
      const data = Buffer.from(fillToken(step.text, token), 'latin1');
      return { do: 'write-input', program: step.program, data, chunkBytes: data.length, pauseMs: 0 };
    }
    case 'await-file': {
      const wanted = awaitedFile(step.is, token);
      return {
        do: 'await-file',
        path: fillToken(step.path, token),
        wanted,
        withinMs: step.withinMs * patience,
      };
    }
    case 'await-descriptors':
      return { ...step, withinMs: step.withinMs * patience };
    case 'look':
      return { do: 'look', name: step.id };
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

type AwaitLine = Extract<PlainStep, { do: 'await-line' }>;

function awaitedLine({ lines, text, next }: AwaitLine, token: string): LineStep['wanted'] {
  if (lines !== undefined) return { lines };
  return next === undefined ? { text: fillToken(text ?? '', token) } : { next: nextPattern(next, token) };
}

function awaitedFile(is: Extract<PlainStep, { do: 'await-file' }>['is'], token: string): AwaitedFile {
  if (typeof is === 'string') return { kind: is };
  return 'text' in is
    ? { kind: 'holds', text: fillToken(is.text, token) }
    : { kind: 'bytes', atLeast: is.bytes };
}
