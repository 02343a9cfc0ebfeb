import { Inject, Injectable } from '@nestjs/common';
import type { Catalogue } from '#libs/catalogue/read-catalogue';
import { HostedRunsStore } from '#libs/database/hosted-runs.store';
import type { StatesStore } from '#libs/database/states.store';
import { SubmissionsStore } from '#libs/database/submissions.store';
import type { GradeJob } from '#libs/queue/grade-job';
import type { Sandbox } from '#libs/sandbox/sandbox';
import type { Attempt } from './attempt.js';
import { catalogueToken, gradingEngine, sandboxToken, type GradingEngine } from './engine.js';
import { recordReport } from './record-report.js';

/** What grading needs that is no row. */
@Injectable()
export class WorkTools {
  constructor(
    @Inject(gradingEngine) readonly engine: GradingEngine,
    @Inject(sandboxToken) readonly sandbox: Sandbox,
    @Inject(catalogueToken) readonly catalogue: Catalogue,
  ) {}
}

/** The two kinds of work: which rows they are, and what is done with one. */
@Injectable()
export class Work {
  constructor(
    @Inject(SubmissionsStore) private readonly submissions: SubmissionsStore,
    @Inject(HostedRunsStore) private readonly runs: HostedRunsStore,
    @Inject(WorkTools) private readonly tools: WorkTools,
  ) {}

  statesOf(kind: GradeJob['kind']): StatesStore {
    return kind === 'submission' ? this.submissions.states : this.runs.states;
  }

  /** Does the work of a row that was begun, and writes what came of it. Rejects when the sandbox or the database failed. */
  async do(job: GradeJob, attempt: Attempt): Promise<void> {
    if (job.kind === 'submission') await this.gradeSubmission(job.id, attempt);
    else await this.runHosted(job.id, attempt);
  }

  private async gradeSubmission(id: string, attempt: Attempt): Promise<void> {
    const submission = await this.submissions.find(id);
    if (submission === null) return;
    const { catalogue, engine, sandbox } = this.tools;
    const { language, files, seed } = submission;
    const exercise = catalogue.exercise(submission.exercise);
    const context = { sandbox, tell: attempt.tell, signal: attempt.signal };
    const graded = await engine.grade({ exercise, language, files, seed }, context);
    await attempt.settle();
    attempt.signal.throwIfAborted();
    await recordReport(this.submissions, submission, graded);
  }

  private async runHosted(id: string, attempt: Attempt): Promise<void> {
    const run = await this.runs.find(id);
    if (run === null) return;
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
}
