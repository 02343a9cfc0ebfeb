import type { Fault } from '#libs/contracts/fault';
import type { Schedule } from '#libs/contracts/schedule';
import type { Language } from '#libs/sandbox/language';
import type { BoxFile, OutputEnd, Program, RunRequest } from '#libs/sandbox/sandbox';
import { threadReportsFile } from '#libs/sandbox/thread-checker';
import { signalNumber } from '../explain/words/signal-name.js';
import type { Harness } from '../harnesses/harness.js';
import {
  runLimits,
  sandboxEnvironment,
  sanitizedExtraBytes,
  sanitizedPatience,
  tracedPatience,
} from '../limits.js';
import { type Case, programsOf } from './case.js';
import type { CaseProgram } from './case-program.js';
import { requestSteps } from './request-steps.js';
import { fillToken } from './seeded-data.js';
import { sealedPath } from './sealed-path.js';

/** What a case becomes when it meets a hand-in: the first program of the exercise, its built files and its input. */
export interface CaseSetting {
  readonly case: Case;
  readonly program: string;
  readonly language: Language;
  /** The harness that is run instead of the program; null in most cases. */
  readonly harness: Harness | null;
  readonly files: readonly BoxFile[];
  /** What the case places beside them. */
  readonly placed: readonly BoxFile[];
  /** Files that conditions read, whether they may be left or not. */
  readonly read: readonly string[];
  /** Of each program of the case. */
  readonly inputs: readonly Uint8Array[];
  readonly token: string;
  /** Decides everything that the case leaves open. */
  readonly seed: string;
  /** Who runs when; null leaves that to the kernel. */
  readonly schedule: Schedule | null;
}

/** Turns a case into what the sandbox is asked to run. Deadlines stretch for patient languages and for traced runs. */
export function caseRequest(setting: CaseSetting, traced: boolean): RunRequest {
  const { case: one, harness, token } = setting;
  const isSanitized = harness?.sanitize === 'thread';
  const patience = patienceOf(setting, traced);
  return {
    files: [...setting.files, ...setting.placed],
    programs: programsOf(one).map((each, index) => programRequest(each, index, { ...setting, patience })),
    steps: requestSteps(one, { ...setting, patience }),
    collect: [...one.collect, ...(isSanitized ? [threadReportsFile] : [])].map((path) =>
      fillToken(path, token),
    ),
    read: setting.read.map((path) => fillToken(path, token)),
    limits: {
      ...runLimits,
      wallMs: one.wallMs * patience,
      cpuMs: runLimits.cpuMs * patience,
      memoryBytes: one.memoryBytes + (isSanitized ? sanitizedExtraBytes : 0),
      outputBytes: one.outputBytes,
      openFiles: Math.max(
        runLimits.openFiles,
        ...programsOf(one).map((each) => descriptorsOf(each, setting.language) ?? 0),
      ),
      processes: one.processes ?? Math.max(runLimits.processes, 4 * programsOf(one).length),
      diskBytes: one.diskBytes,
    },
    impatient: one.impatient,
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

/** By how much the time limits of a run are stretched. */
export function patienceOf({ case: one, language, harness, schedule }: CaseSetting, traced: boolean): number {
  const isWatched = traced || one.faults.length > 0 || schedule !== null;
  const isSanitized = harness?.sanitize === 'thread';
  return (isWatched ? tracedPatience : 1) * (isSanitized ? sanitizedPatience : 1) * language.patience;
}

// Paths may hold the run's own word.
function named(fault: Fault, token: string): Fault {
  const { object, onceWritten } = fault;
  return {
    ...fault,
    ...(typeof object === 'object' && { object: { path: fillToken(object.path, token) } }),
    ...(onceWritten !== undefined && { onceWritten: fillToken(onceWritten, token) }),
  };
}

// A harness stands in the place of the case's own program.
function programRequest(
  one: CaseProgram,
  index: number,
  setting: CaseSetting & { readonly patience: number },
): Program {
  const { harness, language, token, patience } = setting;
  const name = one.peer ?? one.run ?? setting.program;
  const args = one.args.map((arg) => fillToken(arg, token).replaceAll('{{patience}}', String(patience)));
  const isHarness = index === 0 && harness !== null;
  const argvOf = (): readonly string[] => {
    // The kernel takes its program from elsewhere, so what is left is its name.
    if (one.peer !== undefined) return [name, ...args];
    const argv = isHarness ? [`./${name}`, ...args] : language.start(name, args);
    return [...one.behind, ...argv];
  };
  return {
    name,
    argv: argvOf(),
    env: sandboxEnvironment,
    stdin: one.terminal ? 'terminal' : one.stdin,
    stdout: outputEnd(one),
    reading: one.reading,
    starts: one.starts,
    ...boundsOf(one, language),
    ...(one.peer !== undefined && { sealed: sealedPath(one.peer) }),
  };
}

function descriptorsOf({ openFiles }: CaseProgram, { id }: Language): number | undefined {
  return typeof openFiles === 'number' ? openFiles : openFiles?.[id];
}

function boundsOf(one: CaseProgram, language: Language): Partial<Program> {
  const { fileBytes, umask, ignores } = one;
  const descriptors = descriptorsOf(one, language);
  return {
    ...(descriptors !== undefined && { openFiles: descriptors }),
    ...(fileBytes !== undefined && { fileBytes }),
    ...(umask !== undefined && { umask: Number.parseInt(umask, 8) }),
    ...(ignores.length > 0 && { ignoredSignals: ignores.map(signalNumber) }),
  };
}

function outputEnd(one: CaseProgram): OutputEnd {
  if (one.terminal || one.stdout === 'pipe') return { kind: 'pipe', capacityBytes: 0 };
  if (one.stdout === 'full-device') return { kind: 'full-device' };
  return { kind: 'pipe', capacityBytes: one.stdout.pipeBytes };
}
