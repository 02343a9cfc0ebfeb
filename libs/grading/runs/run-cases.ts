import { availableParallelism } from 'node:os';
import type { SourceFile } from '#libs/contracts/language';
import type { Sentence } from '#libs/contracts/sentence';
import type { Language } from '#libs/sandbox/language';
import type { BoxFile, Run, RunRequest, Sandbox } from '#libs/sandbox/sandbox';
import type { BuiltHarness } from '../harnesses/build-harnesses.js';
import { hasCrashed } from './peer-guard.js';
import { sealedPath } from './sealed-path.js';
import { caseRequest, type CaseSetting, patienceOf } from './case-request.js';
import type { CaseRun } from './case-run.js';
import { casesPerProcessor, explainWallMs, unfairAwayMs, unfairRunsMax } from '../limits.js';
import { type Case, programsOf } from './case.js';
import { runSchedules } from '../schedules/run-schedules.js';
import { playUntilWrong } from './play-until-wrong.js';
import { placeFiles } from './place-files.js';
import { makeData, seededToken } from './seeded-data.js';

/** A built hand-in, ready to be run case by case. */
export interface Runner {
  readonly program: string;
  readonly language: Language;
  readonly files: readonly BoxFile[];
  readonly sources: readonly SourceFile[];
  readonly peers: ReadonlyMap<string, BoxFile>;
  readonly harnesses: ReadonlyMap<string, BuiltHarness>;
  readonly seed: string;
  readonly sandbox: Sandbox;
  readonly signal: AbortSignal;
  /** Files that conditions about a case read. */
  readonly read: (one: Case) => readonly string[];
  /** Whether a condition about the case of this run fails. */
  readonly isWrong: (run: CaseRun) => boolean;
  /** Called after each case with all runs there are; false leaves out what has not begun. */
  readonly ran: (one: Case, runs: readonly CaseRun[]) => boolean;
}

/**
 * Runs every case in a fresh sandbox, a few beside each other; a case whose timing is judged runs alone, afterwards.
 * Results come in the order of `cases`. Those whose harness does not fit the hand-in are left out.
 */
export async function runCases(cases: readonly Case[], runner: Runner): Promise<CaseRun[]> {
  const found = new Map<Case, CaseRun>();
  let goesOn = true;
  const runOne = async (one: Case): Promise<void> => {
    if (!goesOn) return;
    if (unfit(one, runner.harnesses) === null)
      found.set(one, await runCase(one, `r${cases.indexOf(one) + 1}`, runner));
    goesOn = runner.ran(one, [...found.values()]) && goesOn;
  };
  const waiting = cases.filter((one) => !one.alone);
  const lanes = Array.from({ length: casesPerProcessor * availableParallelism() }, async () => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) await runOne(one);
  });
  await Promise.all(lanes);
  for (const one of cases.filter((each) => each.alone)) await runOne(one);
  return cases.flatMap((one) => found.get(one) ?? []);
}

/** Why a case cannot be run: its harness and the hand-in do not fit. Null for all others. */
export function unfit(one: Case, harnesses: ReadonlyMap<string, BuiltHarness>): Sentence | null {
  const built = one.harness === undefined ? undefined : harnesses.get(one.harness);
  return built?.kind === 'unfit' ? built.says : null;
}

async function runCase(one: Case, id: string, runner: Runner): Promise<CaseRun> {
  const seed = `${runner.seed} ${one.id}`;
  const { isWrong } = runner;
  if (one.schedules !== undefined)
    return runSchedules(one.schedules, {
      seed,
      // A schedule keeps one processor busy and waits for nothing.
      beside: availableParallelism(),
      isWrong,
      play: (schedule) => play({ ...settingOf(one, seed, runner), schedule }, id, runner),
    });
  if (one.times === 1) return play(settingOf(one, seed, runner), id, runner);
  return playUntilWrong({
    times: one.times,
    beside: 1,
    isWrong,
    saysNothing: () => false,
    play: async (number) => ({
      ...(await play(settingOf(one, `${seed} time ${number}`, runner), id, runner)),
      time: { number, of: one.times },
    }),
  });
}

// All that is drawn for one run of a case.
function settingOf(one: Case, seed: string, runner: Runner): CaseSetting {
  const token = seededToken(seed);
  const built = one.harness === undefined ? undefined : runner.harnesses.get(one.harness);
  if (one.harness !== undefined && built?.kind !== 'built')
    throw new Error(`The harness ${one.harness} was not built.`);
  const harness = built?.kind === 'built' ? built : null;
  return {
    case: one,
    program: harness?.harness.name ?? runner.program,
    language: runner.language,
    harness: harness?.harness ?? null,
    files: [
      ...runner.files,
      ...(harness === null ? [] : [harness.file]),
      ...one.peers.flatMap((peer) => runner.peers.get(peer) ?? []),
      ...sealedFiles(one, runner),
    ],
    placed: placeFiles(one.files, seed, token),
    read: runner.read(one),
    inputs: programsOf(one).map(({ input }, index) => makeData(input, seedOf(seed, index), token)),
    token,
    seed,
    schedule: null,
  };
}

// Sentences about "the program" mean the first one of the student's.
function studentOf(one: Case, { program }: Runner): string {
  return programsOf(one).find(({ peer }) => peer === undefined)?.run ?? program;
}

function sealedFiles(one: Case, { peers }: Runner): readonly BoxFile[] {
  const names = new Set(programsOf(one).flatMap(({ peer }) => peer ?? []));
  return [...names].map((name) => {
    const file = peers.get(sealedPath(name));
    if (file === undefined) throw new Error(`The peer ${name} was not built.`);
    return file;
  });
}

// Whoever hands in has no part in a crash of the grader's own program.
function checkPeers({ programs }: Run, one: Case): void {
  const crashed = programsOf(one).findIndex(({ peer }, index) => {
    const result = programs[index];
    return peer !== undefined && result !== undefined && hasCrashed(result);
  });
  if (crashed >= 0)
    throw new Error(`The peer ${programs[crashed]?.name} of the case "${one.id}" crashed by itself.`);
}

async function play(setting: CaseSetting, id: string, runner: Runner): Promise<CaseRun> {
  const { case: one, inputs, token, schedule } = setting;
  const program = setting.harness === null ? studentOf(one, runner) : setting.program;
  // Under a schedule everything is seen anyway, and may be the picture of how it went wrong.
  const isTraced = one.traced || schedule !== null;
  const run = await runFairly(caseRequest(setting, isTraced), runner);
  checkPeers(run, one);
  const history = run.history ?? (await explain(run, setting, runner));
  const placed = new Map(setting.placed.map(({ path, content }) => [path, content]));
  const patience = patienceOf(setting, isTraced);
  const { sources } = runner;
  const seen = { id, case: one, run, inputs, placed, token, sources, program, patience, history };
  return schedule === null ? seen : { ...seen, schedule: schedule.seed };
}

// Where nobody could look after a run for long, steps came late that programs waited for, and what they did was seen late.
async function runFairly(request: RunRequest, { sandbox, signal }: Runner): Promise<Run> {
  let run = await sandbox.run(request, signal);
  for (let again = 0; again < unfairRunsMax && run.longestAwayMs > unfairAwayMs; again += 1)
    run = await sandbox.run(request, signal);
  return run;
}

// The first program's input is what it was when there was only one.
function seedOf(seed: string, index: number): string {
  return index === 0 ? seed : `${seed} program ${index}`;
}

// A hang is told from its trace, so an untraced run that did not end is repeated under the tracer.
async function explain(run: Run, setting: CaseSetting, runner: Runner): Promise<CaseRun['history']> {
  if (run.ended !== 'wall-time' && run.ended !== 'deadlock') return null;
  const request = caseRequest(setting, true);
  const limits = {
    ...request.limits,
    wallMs: Math.min(request.limits.wallMs, explainWallMs * runner.language.patience),
  };
  const again = await runner.sandbox.run({ ...request, limits }, runner.signal);
  return again.history;
}
