import { Inject, Injectable } from '@nestjs/common';
import type { Exercise } from '#libs/catalogue/exercise';
import { ExerciseVersions } from '#libs/catalogue/exercise-versions';
import type { Catalogue } from '#libs/catalogue/read-catalogue';
import { HostedRunsStore } from '#libs/database/hosted-runs.store';
import { JobeFilesStore } from '#libs/database/jobe-files.store';
import { JobeRunsStore } from '#libs/database/jobe-runs.store';
import type { StatesStore } from '#libs/database/states.store';
import { SubmissionsStore, type Submission } from '#libs/database/submissions.store';
import type { GradeJob } from '#libs/queue/grade-job';
import type { Sandbox } from '#libs/sandbox/sandbox';
import type { Attempt } from './attempt.js';
import { catalogueToken, gradingEngine, sandboxToken, type GradingEngine } from './engine.js';
import { recordReport } from './record-report.js';
import { Regrader } from './regrader.js';
import { SimilarityAnalyst } from './similarity.js';

/** What grading needs that is no row. */
@Injectable()
export class WorkTools {
  @Inject(ExerciseVersions) readonly versions!: ExerciseVersions;

  constructor(
    @Inject(gradingEngine) readonly engine: GradingEngine,
    @Inject(sandboxToken) readonly sandbox: Sandbox,
    @Inject(catalogueToken) readonly catalogue: Catalogue,
  ) {}
}

/** Where runs of a single program, and the files beside it, are. */
@Injectable()
export class SingleRuns {
  constructor(
    @Inject(JobeRunsStore) readonly runs: JobeRunsStore,
    @Inject(JobeFilesStore) readonly files: JobeFilesStore,
  ) {}
}

/** The kinds of work: which rows they are, and what is done with one. */
@Injectable()
export class Work {
  @Inject(Regrader) private readonly regrader!: Regrader;
  @Inject(SimilarityAnalyst) private readonly analyst!: SimilarityAnalyst;

  constructor(
    @Inject(SubmissionsStore) private readonly submissions: SubmissionsStore,
    @Inject(HostedRunsStore) private readonly runs: HostedRunsStore,
    @Inject(SingleRuns) private readonly singles: SingleRuns,
    @Inject(WorkTools) private readonly tools: WorkTools,
  ) {}

  statesOf(kind: GradeJob['kind']): StatesStore {
    switch (kind) {
      case 'submission':
        return this.submissions.states;
      case 'run':
        return this.runs.states;
      case 'regrading':
        return this.regrader.regradings.states;
      case 'similarity':
        return this.analyst.analyses.states;
    }
  }

  /** Does the work of a row that was begun, and writes what came of it. Rejects when the sandbox or the database failed. */
  async do(job: GradeJob, attempt: Attempt): Promise<void> {
    switch (job.kind) {
      case 'submission':
        return this.gradeSubmission(job.id, attempt);
      case 'run':
        return this.runHosted(job.id, attempt);
      case 'regrading':
        return this.regrader.do(job.id, attempt);
      case 'similarity':
        return this.analyst.do(job.id, attempt);
    }
  }

  /** Ends a row that cannot be worked on, with the reason that instructors read. */
  async giveUp(job: GradeJob, failure: string): Promise<void> {
    if (job.kind === 'regrading') await this.regrader.giveUp(job.id, failure);
    else if (job.kind === 'similarity') await this.analyst.giveUp(job.id, failure);
    else await this.statesOf(job.kind).giveUp(job.id, failure);
  }

  private async gradeSubmission(id: string, attempt: Attempt): Promise<void> {
    const submission = await this.submissions.find(id);
    if (submission === null) return;
    const { engine, sandbox } = this.tools;
    const { language, files, seed } = submission;
    const exercise = await this.exerciseOf(submission);
    const context = { sandbox, tell: attempt.tell, signal: attempt.signal };
    const graded = await engine.grade({ exercise, language, files, seed }, context);
    await attempt.settle();
    attempt.signal.throwIfAborted();
    await recordReport(this.submissions, submission, graded);
  }

  /** Of an assignment the version that it was set with; of practice what is offered now. */
  private async exerciseOf({ assignmentId, exercise, exerciseHash }: Submission): Promise<Exercise> {
    const { catalogue, versions } = this.tools;
    if (assignmentId === null) return catalogue.exercise(exercise);
    const pinned = await versions.find(exercise, exerciseHash);
    if (pinned !== null) return pinned;
    throw new Error(`The version ${exerciseHash} of ${exercise} is neither offered nor kept.`);
  }

  private async runHosted(id: string, attempt: Attempt): Promise<void> {
    const run = await this.runs.find(id);
    if (run === null) return this.runSingle(id, attempt);
    const { engine, sandbox } = this.tools;
    const result = await engine.runFreely(run.request, {
      sandbox,
      tell: attempt.tell,
      signal: attempt.signal,
    });
    await attempt.settle();
    attempt.signal.throwIfAborted();
    await this.runs.record(id, result);
  }

  private async runSingle(id: string, attempt: Attempt): Promise<void> {
    const run = await this.singles.runs.find(id);
    if (run === null) return;
    const { engine, sandbox } = this.tools;
    const names = run.request.files.map((file) => file.stored);
    const contents = await this.singles.files.contents(run.keyId, names);
    const context = { sandbox, tell: attempt.tell, signal: attempt.signal };
    const result = await engine.runSingle(run.request, contents, context);
    await attempt.settle();
    attempt.signal.throwIfAborted();
    await this.singles.runs.record(id, result);
  }
}
