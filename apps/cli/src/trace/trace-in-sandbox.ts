import { basename, normalize } from 'node:path';
import type { Schedule } from '#libs/contracts/schedule';
import { openSandbox } from '#libs/sandbox/open-sandbox';
import type { BoxFile, Program, Run } from '#libs/sandbox/sandbox';
import { runLimits, sandboxEnvironment } from '#libs/grading/limits';
import { interruption } from '../interruption.js';
import { ProgressLine } from '../progress-line.js';
import { namedFiles } from './named-files.js';
import { readInput } from './read-input.js';
import { searchSchedules } from './search-schedules.js';
import type { Traced, TraceRequest } from './traced.js';

/** 128 and the number of SIGINT, as a shell says it. */
const interruptedStatus = 130;

const outputBytesMax = 67_108_864;

/** Runs the commands in a sandbox of their own, with the files that they name. */
export async function traceInSandbox(request: TraceRequest): Promise<Traced> {
  const files = await namedFiles(request.commands.flat());
  const input = process.stdin.isTTY ? new Uint8Array() : await readInput(process.stdin);
  const progress = new ProgressLine();
  const sandbox = await openSandbox({ log: (line) => progress.show(line) });
  try {
    progress.show('running');
    const programs = request.commands.map((command) => program(command, files));
    const interrupt = interruption();
    const play = (schedule: Schedule | null, place = ''): Promise<Run> => {
      if (place !== '') progress.show(`schedule ${place}`);
      return sandbox.run(
        {
          files,
          programs,
          steps: programs.map((_, index) => ({
            do: 'start-input',
            program: index,
            data: index === 0 ? input : new Uint8Array(),
          })),
          collect: [],
          limits: {
            ...runLimits,
            wallMs: request.wallMs,
            cpuMs: request.wallMs,
            outputBytes: outputBytesMax,
          },
          sysctls: {},
          traced: true,
          ...request.watched,
          interrupt,
          ...(schedule && { schedule }),
        },
        new AbortController().signal,
      );
    };
    const { run, says } =
      request.schedules === null
        ? { run: await play(null), says: '' }
        : await searchSchedules(request.schedules, play);
    progress.clear();
    for (const { stdout, stderr } of run.programs) {
      request.output.write(stdout);
      process.stderr.write(stderr);
    }
    if (says !== '') process.stderr.write(`ipclab trace: ${says}\n`);
    if (run.history === null) throw new Error('The run was not traced.');
    return { history: run.history, exitCode: exitCodeOf(run, request) };
  } finally {
    progress.clear();
    await sandbox.close();
  }
}

function program(command: readonly string[], files: readonly BoxFile[]): Program {
  const [first = ''] = command;
  const copied = files.find((file) => file.path === normalize(first));
  const argv = copied ? [`./${copied.path}`, ...command.slice(1)] : [...command];
  return {
    name: basename(first),
    argv,
    env: sandboxEnvironment,
    stdin: 'pipe',
    stdout: { kind: 'pipe', capacityBytes: 0 },
    reading: 'free',
  };
}

function exitCodeOf(run: Run, request: TraceRequest): number {
  const end = run.programs[0]?.end ?? { kind: 'running' };
  if (end.kind === 'exited') return end.code;
  if (end.kind === 'killed') return 128 + end.signal;
  if (run.ended === 'interrupted') return interruptedStatus;
  const why = isStuck(run)
    ? `nobody could go on (${run.ended})`
    : `stopped after ${request.wallMs / 1000} s (${run.ended})`;
  process.stderr.write(`ipclab trace: ${why}.\n`);
  return 124;
}

function isStuck({ ended }: Run): boolean {
  return ended === 'deadlock' || ended === 'livelock';
}
