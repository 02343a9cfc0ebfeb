import { constants } from 'node:os';
import type { Fault } from '#libs/contracts/fault';
import type { Schedule } from '#libs/contracts/schedule';
import type { Language } from '#libs/sandbox/language';
import type { BoxFile, OutputEnd, RunRequest, Step } from '#libs/sandbox/sandbox';
import { threadReportsFile } from '#libs/sandbox/thread-checker';
import type { Harness } from '../harnesses/harness.js';
import {
  runLimits,
  sandboxEnvironment,
  sanitizedExtraBytes,
  sanitizedPatience,
  tracedPatience,
} from '../limits.js';
import type { Case, PlainStep } from './case.js';
import { fillToken } from './seeded-data.js';

/** What a case becomes when it meets a hand-in: the first program of the exercise, its built files and its input. */
export interface CaseSetting {
  readonly case: Case;
  readonly program: string;
  readonly language: Language;
  /** The harness that is run instead of the program; null in most cases. */
  readonly harness: Harness | null;
  readonly files: readonly BoxFile[];
  readonly input: Uint8Array;
  readonly token: string;
  /** Decides everything that the case leaves open. */
  readonly seed: string;
  /** Who runs when; null leaves that to the kernel. */
  readonly schedule: Schedule | null;
}

/** Turns a case into what the sandbox is asked to run. Deadlines stretch for patient languages and for traced runs. */
export function caseRequest(setting: CaseSetting, traced: boolean): RunRequest {
  const { case: one, language, harness, program, token } = setting;
  const isWatched = traced || one.faults.length > 0 || setting.schedule !== null;
  const isSanitized = harness?.sanitize === 'thread';
  const patience =
    (isWatched ? tracedPatience : 1) * (isSanitized ? sanitizedPatience : 1) * language.patience;
  const args = one.args.map((arg) => fillToken(arg, token));
  return {
    files: setting.files,
    programs: [
      {
        name: program,
        argv: harness === null ? language.start(program, args) : [`./${program}`, ...args],
        env: sandboxEnvironment,
        stdin: one.stdin,
        stdout: outputEnd(one),
        reading: one.reading,
      },
    ],
    steps: expandSteps(one, setting.input, patience),
    collect: isSanitized ? [...one.collect, threadReportsFile] : one.collect,
    limits: {
      ...runLimits,
      wallMs: one.wallMs * patience,
      cpuMs: runLimits.cpuMs * patience,
      memoryBytes: one.memoryBytes + (isSanitized ? sanitizedExtraBytes : 0),
      outputBytes: one.outputBytes,
    },
    sysctls: one.sysctls,
    traced,
    faults: one.faults.map((fault) => named(fault, token)),
    seed: setting.seed,
    ...(setting.schedule && { schedule: setting.schedule }),
    ...(traced ? { watches: one.watches, snapshots: one.snapshots } : {}),
    // ThreadSanitizer finds its shadow by address, and cannot start where the kernel moves things too far.
    ...(isSanitized && { fixedAddresses: true, wideAddresses: true }),
  };
}

// A path may hold the run's own word.
function named(fault: Fault, token: string): Fault {
  if (typeof fault.object !== 'object') return fault;
  return { ...fault, object: { path: fillToken(fault.object.path, token) } };
}

function outputEnd(one: Case): OutputEnd {
  if (one.stdout === 'pipe') return { kind: 'pipe', capacityBytes: 0 };
  if (one.stdout === 'full-device') return { kind: 'full-device' };
  return { kind: 'pipe', capacityBytes: one.stdout.pipeBytes };
}

function expandSteps(one: Case, input: Uint8Array, patience: number): Step[] {
  if (one.stdin !== 'pipe') return [];
  let written = 0;
  return one.steps.map((step): Step => {
    if (step.do !== 'write-input' && step.do !== 'start-input') return plainStep(step, patience);
    const data =
      step.do === 'write-input'
        ? input.subarray(written, step.bytes === undefined ? undefined : written + step.bytes)
        : input.subarray(written);
    written += data.length;
    if (step.do === 'start-input') return { do: 'start-input', program: 0, data };
    return {
      do: 'write-input',
      program: 0,
      data,
      chunkBytes: step.chunkBytes ?? Math.max(data.length, 1),
      pauseMs: step.pauseMs,
    };
  });
}

function plainStep(step: Exclude<PlainStep, { do: 'write-input' | 'start-input' }>, patience: number): Step {
  switch (step.do) {
    case 'close-input':
    case 'close-output':
      return { do: step.do, program: 0 };
    case 'read-output': {
      const bytes = step.bytes ?? Number.POSITIVE_INFINITY;
      return {
        do: 'read-output',
        program: 0,
        bytes,
        chunkBytes: step.chunkBytes ?? bytes,
        pauseMs: step.pauseMs,
      };
    }
    case 'await-output':
      return { do: 'await-output', program: 0, bytes: step.bytes, withinMs: step.withinMs * patience };
    case 'await-exit':
      return { do: 'await-exit', program: 0, withinMs: step.withinMs * patience };
    case 'await-blocked':
      return { do: 'await-blocked', withinMs: step.withinMs * patience };
    case 'idle':
    case 'stop-and-continue':
      return step;
    case 'signal':
      return { do: 'signal', to: step.to, signal: constants.signals[`SIG${step.signal}`] };
  }
}
