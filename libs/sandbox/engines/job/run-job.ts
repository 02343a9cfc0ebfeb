import { rareCalls } from '#libs/contracts/fault-calls';
import type { ProgramResult, Run, RunEnd, RunRequest } from '../../sandbox.js';
import type { StepResult } from '../../step.js';
import type { Tracer, Tracing } from '../../tracer.js';
import type { Box } from '../box/box.js';
import type { RunnerLimits } from '../runner/frames.js';
import * as frames from '../runner/frames.js';
import { runSteps } from '../steps/run-steps.js';
import { collectFiles, listAll, remnantsOf } from './gather.js';
import { hearInterrupt } from './hear-interrupt.js';
import { BoxGone, Job } from './job.js';
import { endOrDeadlock } from './end-or-deadlock.js';
import { watchLimits } from './watch-limits.js';

/** How long starting may take, how long descendants may outlive their program, how long a kill may take. */
const startMs = 30_000;
const afterlifeMs = 1_000;
const deathMs = 10_000;

/** What a job needs besides its sandbox. */
export interface JobContext {
  readonly tracer: Tracer;
  readonly signal: AbortSignal;
}

/** Runs one request in one fresh sandbox and says everything that is to be known about it. */
export async function runJob(box: Box, request: RunRequest, context: JobContext): Promise<Run> {
  const job = new Job(box, request);
  const abort = () => job.fail(context.signal.reason);
  context.signal.addEventListener('abort', abort, { once: true });
  let tracing: Tracing | null = null;
  try {
    context.signal.throwIfAborted();
    const { cgroup } = box.plan;
    cgroup?.bound(request.limits);
    const cpuBefore = cgroup?.cpuMs() ?? 0;
    const isWatched = request.traced || job.faults.length > 0 || request.schedule !== undefined;
    sendJob(job, isWatched && context.tracer.needsStops ? stopsFor(request) : 'nowhere');
    const began = job.attention.now();
    if (!isWatched) box.channel.send(frames.releaseFrame());
    if (!(await job.until(() => job.programs.every((program) => program.pid > 0), startMs)))
      throw new Error(`The programs were not started within ${startMs} ms.`);
    if (isWatched) {
      tracing = await attachTracer(job, context);
      box.channel.send(frames.releaseFrame());
    }
    const told = await untilOver(job, { cpuBefore, began: isWatched ? job.attention.now() : began });
    return await conclude(job, { ...told, cpuBefore, tracing });
  } finally {
    job.close();
    context.signal.removeEventListener('abort', abort);
    await tracing?.abandon();
  }
}

// Stopping costs time, also at calls that nobody wants to see.
function stopsFor({ faults = [], schedule }: RunRequest): RunnerLimits['stops'] {
  if (schedule !== undefined) return 'everywhere';
  const rare = new Set<string>(rareCalls);
  return faults.some(({ calls }) => calls.some((call) => rare.has(call))) ? 'with-rare' : 'usual';
}

function sendJob(job: Job, stops: RunnerLimits['stops']): void {
  const { request, box } = job;
  const { limits } = request;
  const soft = box.plan.cgroup === null;
  box.channel.send(
    frames.prepareFrame({
      ...limits,
      // A second more than the whole run may use, so that the run's own bound is met first.
      cpuSeconds: Math.ceil(limits.cpuMs / 1000) + 1,
      addressBytes: soft && !request.wideAddresses ? limits.memoryBytes : 0,
      soft,
      stops,
      fixedAddresses: request.fixedAddresses ?? request.schedule !== undefined,
    }),
    ...Object.entries(request.sysctls).map(([name, value]) => frames.sysctlFrame(name, value)),
    ...request.files.flatMap(frames.fileFrames),
    ...request.programs.map(frames.programFrame),
    frames.startFrame(),
  );
}

function attachTracer(job: Job, { tracer, signal }: JobContext): Promise<Tracing> {
  const roots = job.request.programs.map(({ name, sealed }, index) => ({
    program: name,
    isPeer: sealed !== undefined,
    pid: job.programs[index]?.pid ?? 0,
    pipes: job.programs[index]?.pipes ?? [],
  }));
  return tracer.attach({
    runnerPid: job.box.runnerPid(),
    uid: job.box.plan.uid,
    roots,
    faults: job.faults,
    schedule: job.request.schedule ?? null,
    tellStuck: (how) => {
      job.stuck = how === null ? null : how === 'asleep' ? 'deadlock' : 'livelock';
      job.changed();
    },
    tellMishap: (fault) => {
      job.metFaults.add(fault);
      job.changed();
    },
    seed: job.request.seed ?? '',
    watches: job.request.watches ?? [],
    snapshots: job.request.snapshots ?? [],
    signal,
  });
}

interface Start {
  readonly cpuBefore: number;
  /** When the programs were let go, on the clock of the job's attention. */
  readonly began: number;
}

interface Told {
  readonly steps: readonly StepResult[];
  readonly wallMs: number;
}

/** From the release of the programs until they have ended or were stopped, their descendants included. */
async function untilOver(job: Job, { cpuBefore, began }: Start): Promise<Told> {
  const watch = watchLimits(job, cpuBefore);
  const unheard = hearInterrupt(job);
  let steps: readonly StepResult[] = [];
  try {
    steps = await runSteps(job);
    await endOrDeadlock(job);
    await job.until(() => job.empty, afterlifeMs);
  } catch (cause) {
    // Out of memory with the runner: that is an end like another, with less to tell.
    if (!(cause instanceof BoxGone && cause.outOfMemory)) throw cause;
  } finally {
    watch.end();
    unheard();
  }
  return { steps, wallMs: job.attention.now() - began };
}

interface Ending extends Told {
  readonly cpuBefore: number;
  readonly tracing: Tracing | null;
}

async function conclude(job: Job, ending: Ending): Promise<Run> {
  const { cgroup } = job.box.plan;
  const gone = job.stopped === 'memory-limit' && job.empty;
  const survivors = gone ? [] : await endSurvivors(job);
  const look = gone || cgroup !== null ? null : await job.look();
  const files = gone ? new Map<string, Uint8Array>() : await collectFiles(job);
  const everything = gone ? [] : await listAll(job);
  const cpuMs = cgroup === null ? (look?.reapedNs ?? 0) / 1e6 : cgroup.cpuMs() - ending.cpuBefore;
  return {
    ended: whyEnded(job, cpuMs),
    programs: job.request.programs.map(({ name }, index) => programResult(job, name, index)),
    steps: ending.steps,
    files,
    tasks: job.tasks,
    remnants: [
      ...survivors.map((name) => ({ kind: 'process' as const, name, mode: 0, inode: 0, bytes: 0 })),
      ...remnantsOf(everything, job),
    ],
    everything,
    wallMs: ending.wallMs,
    longestAwayMs: job.attention.longestAwayMs(),
    cpuMs,
    peakMemoryBytes: cgroup?.peakMemoryBytes() ?? null,
    ...(await readHistory(job, ending.tracing)),
  };
}

// A run that is only meddled with is not told: its calls were not all its own.
async function readHistory(job: Job, tracing: Tracing | null): Promise<Pick<Run, 'history' | 'mishaps'>> {
  const history = (await tracing?.finish()) ?? null;
  return { history: job.request.traced ? history : null, mishaps: history?.mishaps ?? [] };
}

/** Kills whoever is left and waits until everybody is dead and every output read to its end; names the survivors. */
async function endSurvivors(job: Job): Promise<readonly string[]> {
  const look = job.empty || job.stopped !== null ? null : await job.look();
  if (!job.empty) job.kill();
  if (!(await job.untilAfterStop(() => job.empty && job.allEnded, deathMs)))
    throw new Error(`The processes of a sandbox were not dead ${deathMs} ms after their kill.`);
  const isRead = () =>
    job.programs.every((program, index) => {
      const hasOutput = job.request.programs[index]?.stdout.kind === 'pipe';
      return !program.errorOpen && (!program.isReadFreely || !hasOutput || !program.outputOpen);
    });
  await job.untilAfterStop(isRead, deathMs);
  return (look?.processes ?? []).map((process) => `${process.name} (pid ${process.pid})`);
}

function whyEnded(job: Job, cpuMs: number): RunEnd {
  if (job.stopped !== null) return job.stopped;
  if ((job.box.plan.cgroup?.oomKills() ?? 0) > 0) return 'memory-limit';
  return cpuMs > job.request.limits.cpuMs ? 'cpu-time' : 'programs-ended';
}

function programResult(job: Job, name: string, index: number): ProgramResult {
  const program = job.programs[index];
  if (program === undefined) throw new Error(`Program ${name} has no state.`);
  return {
    name,
    pid: program.pid,
    end: program.end ?? { kind: 'running' },
    stdout: program.output.bytes(),
    stderr: program.errors.bytes(),
    inputBytes: program.inputTaken,
    wallMs: program.wallMs,
  };
}
