import type { Demo } from '#libs/catalogue/demo';
import type { Trace } from '#libs/contracts/trace';
import { languages } from '#libs/sandbox/languages';
import type { Program, Sandbox } from '#libs/sandbox/sandbox';
import { toTrace } from '#libs/trace/to-trace';
import { compileLimits, runLimits, sandboxEnvironment, tracedPatience } from './limits.js';
import { buildPrograms } from './runs/build-programs.js';

/**
 * Builds a demo and runs it once, traced, in a sandbox. Rejects with an Error when it does not compile without a warning, does
 * not end by itself with status 0, or complains: a demo is ours.
 */
export async function playDemo(demo: Demo, sandbox: Sandbox, signal: AbortSignal): Promise<Trace> {
  const build = await buildPrograms(
    {
      language: languages[demo.language],
      programs: demo.programs,
      sources: demo.files,
      limits: compileLimits,
    },
    sandbox,
    signal,
  );
  if (build.kind === 'failed' || build.says !== '')
    throw new Error(`${demo.slug} does not compile cleanly: ${build.says}`);
  const run = await sandbox.run(
    {
      files: build.files,
      programs: [demo.command, ...demo.start].map(programOf),
      steps: [],
      collect: [],
      limits: { ...runLimits, wallMs: runLimits.wallMs * tracedPatience },
      sysctls: {},
      traced: true,
    },
    signal,
  );
  const said = run.programs.map((program) => Buffer.from(program.stderr).toString()).join('');
  const isFine = run.programs.every(({ end }) => end.kind === 'exited' && end.code === 0);
  if (run.ended !== 'programs-ended' || !isFine || said !== '')
    throw new Error(`${demo.slug} ended badly (${run.ended}): ${said}`);
  if (run.history === null) throw new Error('The sandbox was asked for a trace and gave none.');
  return toTrace(run.history);
}

function programOf(command: readonly string[]): Program {
  return {
    name: command[0] ?? '',
    argv: command,
    env: sandboxEnvironment,
    stdin: 'null-device',
    stdout: { kind: 'pipe', capacityBytes: 0 },
    reading: 'free',
  };
}
