import { Inject, Injectable } from '@nestjs/common';
import { ExerciseVersions } from '#libs/catalogue/exercise-versions';
import { RegradingsStore } from '#libs/database/regradings.store';
import { RejudgeSetsStore } from '#libs/database/rejudge-sets.store';
import type { GradeQueue } from '#libs/queue/open-queue';
import type { Sandbox } from '#libs/sandbox/sandbox';
import type { Attempt } from './attempt.js';
import { gradingEngine, queueToken, sandboxToken, type GradingEngine } from './engine.js';

/** What a regrading is done with. */
@Injectable()
export class RegradeTools {
  constructor(
    @Inject(gradingEngine) readonly engine: GradingEngine,
    @Inject(sandboxToken) readonly sandbox: Sandbox,
    @Inject(ExerciseVersions) readonly versions: ExerciseVersions,
  ) {}
}

/** Grades submissions again, behind all live work: what comes of it counts when somebody applies its set. */
@Injectable()
export class Regrader {
  constructor(
    @Inject(RegradingsStore) readonly regradings: RegradingsStore,
    @Inject(RejudgeSetsStore) private readonly sets: RejudgeSetsStore,
    @Inject(RegradeTools) private readonly tools: RegradeTools,
    @Inject(queueToken) private readonly queue: GradeQueue,
  ) {}

  /** Grades one, with the seed of the submission, so that only the exercise and chance can make a difference. */
  async do(id: string, attempt: Attempt): Promise<void> {
    const regrading = await this.regradings.find(id);
    if (regrading === null) return;
    const { engine, sandbox, versions } = this.tools;
    const { exercise: slug, exerciseHash, language, files, seed } = regrading;
    const exercise = await versions.find(slug, exerciseHash);
    if (exercise === null)
      throw new Error(`The version ${exerciseHash} of ${slug} is neither offered nor kept.`);
    const context = { sandbox, tell: attempt.tell, signal: attempt.signal };
    const graded = await engine.grade({ exercise, language, files, seed }, context);
    await attempt.settle();
    attempt.signal.throwIfAborted();
    await this.regradings.record(id, graded);
    await this.offerNext();
  }

  /** Ends one that cannot be graded. */
  async giveUp(id: string, failure: string): Promise<void> {
    await this.regradings.giveUp(id, failure);
    await this.offerNext();
  }

  /** Gives the queue the next ones; also after somebody died who should have. */
  async offerNext(): Promise<void> {
    for (const { id, priority } of await this.regradings.offer())
      await this.queue.add({ kind: 'regrading', id }, priority);
  }

  /** Finishes sets whose applying process died. */
  async finishApplying(): Promise<void> {
    for (const id of await this.sets.findApplying()) {
      let isLeft = true;
      while (isLeft) isLeft = await this.sets.applySome(id);
    }
  }
}
