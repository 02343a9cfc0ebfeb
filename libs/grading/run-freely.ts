import type { HostedRequest, HostedResult } from '#libs/contracts/hosted-run';
import type { Stage } from '#libs/contracts/progress';
import { drawSvg } from '#libs/pictures/draw-svg';
import { writeText } from '#libs/pictures/write-text';
import { languages } from '#libs/sandbox/languages';
import type { ProgramEnd, Run } from '#libs/sandbox/sandbox';
import { toTrace } from '#libs/trace/to-trace';
import { compileLimits, runLimits, sandboxEnvironment, tracedPatience } from './limits.js';
import { buildPrograms } from './runs/build-programs.js';
import type { GradeContext } from './task.js';

const total = 3;

/**
 * Runs any programs side by side once, traced and ungraded, and draws what they did: the hosted sandbox.
 * Rejects with an Error when the sandbox failed.
 */
export async function runFreely(request: HostedRequest, context: GradeContext): Promise<HostedResult> {
  const tell = (state: Stage['state'], stage: string, done: number) =>
    context.tell({ state, stage, done, total });
  const language = languages[request.language];
  tell('COMPILING', 'compiling', 0);
  const programs = [...new Set(request.programs.map((program) => program.name))];
  const build = await buildPrograms(
    { language, programs, sources: request.files, limits: compileLimits },
    context.sandbox,
    context.signal,
  );
  if (build.kind === 'failed') {
    return {
      compiler: { exitCode: build.exitCode, says: build.says },
      ended: 'did-not-compile',
      programs: [],
      picture: null,
    };
  }
  tell('RUNNING', 'running', 1);
  const run = await context.sandbox.run(
    {
      files: build.files,
      programs: request.programs.map(({ name, args }) => ({
        name,
        argv: language.start(name, args),
        env: sandboxEnvironment,
        stdin: 'pipe',
        stdout: { kind: 'pipe', capacityBytes: 0 },
        reading: 'free',
      })),
      steps: request.programs.map(({ stdin }, program) => ({
        do: 'start-input',
        program,
        data: Buffer.from(stdin),
      })),
      collect: [],
      limits: { ...runLimits, wallMs: runLimits.wallMs * tracedPatience },
      sysctls: {},
      traced: true,
    },
    context.signal,
  );
  tell('JUDGING', 'drawing', 2);
  return {
    compiler: { exitCode: 0, says: build.says },
    ended: run.ended,
    programs: run.programs.map(told),
    picture: drawn(run),
  };
}

function told({ name, end, stdout, stderr }: Run['programs'][number]): HostedResult['programs'][number] {
  return {
    name,
    ...statusOf(end),
    stdout: Buffer.from(stdout).toString(),
    stderr: Buffer.from(stderr).toString(),
  };
}

function statusOf(end: ProgramEnd): { exitCode: number | null; signal: number | null } {
  switch (end.kind) {
    case 'exited':
      return { exitCode: end.code, signal: null };
    case 'killed':
      return { exitCode: null, signal: end.signal };
    case 'running':
      return { exitCode: null, signal: null };
  }
}

function drawn(run: Run): HostedResult['picture'] {
  if (run.history === null) throw new Error('The sandbox was asked for a trace and gave none.');
  const trace = toTrace(run.history);
  return { svg: drawSvg(trace), text: writeText(trace, 'en') };
}
