import type { Report, RunSummary } from '#libs/contracts/report';
import { languages } from '#libs/sandbox/languages';
import { buildHarnesses } from './harnesses/build-harnesses.js';
import { buildPeers } from './runs/build-peers.js';
import { buildPrograms, type Build } from './runs/build-programs.js';
import { drawRuns } from './runs/draw-runs.js';
import { isWrong, judge, judgeable } from './judge.js';
import { sayPurpose } from './explain/words/purpose.js';
import type { CaseRun } from './runs/case-run.js';
import { addLessons } from './lesson-places.js';
import { compileLimits } from './limits.js';
import { conditionsAbout, filesMeant, planFor, readPlan } from './plan.js';
import { runCases, unfit } from './runs/run-cases.js';
import type { GradeContext, Graded, GradeTask, RunPicture } from './task.js';

/**
 * Grades one hand-in: compile, run every case in a fresh sandbox, judge, draw.
 *
 * A student's mistake is in the report; a broken exercise throws a Refusal `BAD_EXERCISE`; a sandbox that fails throws an Error, and
 * the caller decides whether to try again. Nothing here knows of queues or databases.
 */
export async function grade(task: GradeTask, context: GradeContext): Promise<Graded> {
  const began = performance.now();
  const plan = planFor(readPlan(task.exercise), task.language, task.groups);
  const total = plan.cases.length + 2;
  const language = languages[task.language];

  context.tell({ state: 'COMPILING', stage: 'compiling', done: 0, total });
  const { programs } = task.exercise;
  const build = await buildPrograms(
    { language, programs, sources: task.files, limits: compileLimits },
    context.sandbox,
    context.signal,
  );
  const compileMs = performance.now() - began;
  if (build.kind === 'failed')
    return { report: notCompiled(task, context, { build, compileMs }), pictures: [] };

  const peers = await buildPeers(task.exercise, context.sandbox, context.signal);
  const callers = plan.harnesses.filter((harness) => harness.languages.includes(task.language));
  const harnesses = await buildHarnesses(task, callers, context);
  let done = 1;
  const runs = await runCases(plan.cases, {
    program: programs[0] ?? '',
    language,
    files: build.files,
    sources: task.files,
    peers,
    harnesses,
    seed: task.seed,
    sandbox: context.sandbox,
    signal: context.signal,
    read: (one) => filesMeant(conditionsAbout(plan, one)),
    isWrong: (run) => isWrong(plan, run),
    ran: (one, so) => {
      context.tell({ state: 'RUNNING', stage: one.title.en, done: ++done, total });
      return !task.isEnough?.(judge(judgeable(plan, so), { runs: so, unfit: new Map() }, task.seed).checks);
    },
  });
  const runMs = performance.now() - began - compileMs;

  context.tell({ state: 'JUDGING', stage: 'judging', done: total - 1, total });
  const unfitCases = plan.cases.flatMap((one) => {
    const why = unfit(one, harnesses);
    return why ? [[one.id, why] as const] : [];
  });
  const seen = { runs, unfit: new Map(unfitCases) };
  const judged = task.isEnough === undefined ? plan : judgeable(plan, runs);
  const { checks, culprits } = judge(judged, seen, task.seed);
  const pictures = await drawRuns(runs, culprits);
  const points = checks.reduce((sum, check) => sum + check.points, 0);
  const report: Report = {
    ...head(task, context),
    outcome: 'graded',
    passed: checks.every((check) => check.passed),
    points,
    maxPoints: 100,
    checks: addLessons(checks, judged, task.exercise),
    compiler: { exitCode: 0, says: build.says },
    runs: runs.map((run) => summarise(run, pictures)),
    timing: { queueMs: 0, compileMs, runMs, totalMs: performance.now() - began },
  };
  return { report, pictures };
}

function summarise(run: CaseRun, pictures: readonly RunPicture[]): RunSummary {
  const picture = pictures.find((one) => one.run === run.id);
  const purpose = sayPurpose(run.run.mishaps ?? []);
  return {
    id: run.id,
    case: run.case.title.en,
    trace: run.history !== null,
    ...(picture && { picture: picture.name }),
    ...(run.schedule !== undefined && { schedule: run.schedule }),
    ...(purpose && { onPurpose: purpose.en, onPurposeZh: purpose.zh }),
  };
}

function head({ exercise, language, seed }: GradeTask, { sandbox }: GradeContext) {
  return {
    exercise: exercise.slug,
    exerciseHash: exercise.hash,
    language,
    sandbox: { engine: sandbox.engine, image: sandbox.image.digest, limits: sandbox.limits },
    seed,
  };
}

interface FailedBuild {
  readonly build: Extract<Build, { kind: 'failed' }>;
  readonly compileMs: number;
}

function notCompiled(task: GradeTask, context: GradeContext, { build, compileMs }: FailedBuild): Report {
  return {
    ...head(task, context),
    outcome: 'did-not-compile',
    passed: false,
    points: 0,
    maxPoints: 100,
    checks: [],
    compiler: { exitCode: build.exitCode, says: build.says },
    runs: [],
    timing: { queueMs: 0, compileMs, runMs: 0, totalMs: compileMs },
  };
}
