import { Inject, Injectable } from '@nestjs/common';
import { ExerciseVersions } from '#libs/catalogue/exercise-versions';
import type { LanguageId } from '#libs/contracts/language';
import type { StarterCode } from '#libs/contracts/similarity';
import { SimilarityStore } from '#libs/database/similarity.store';
import { SimilarityWorkStore, type SimilarityMaterial } from '#libs/database/similarity-work.store';
import type { GradeQueue } from '#libs/queue/open-queue';
import type { ComparisonProgress } from '#libs/similarity/comparison';
import type { Attempt } from './attempt.js';
import { gradingEngine, queueToken, type GradingEngine } from './engine.js';

/** What a comparison is done with. */
@Injectable()
export class SimilarityTools {
  constructor(
    @Inject(gradingEngine) readonly engine: GradingEngine,
    @Inject(ExerciseVersions) readonly versions: ExerciseVersions,
    @Inject(SimilarityWorkStore) readonly work: SimilarityWorkStore,
  ) {}
}

/** Compares the programs of a class, one analysis at a time and behind all other work. */
@Injectable()
export class SimilarityAnalyst {
  constructor(
    @Inject(SimilarityStore) readonly analyses: SimilarityStore,
    @Inject(SimilarityTools) private readonly tools: SimilarityTools,
    @Inject(queueToken) private readonly queue: GradeQueue,
  ) {}

  /** Does one from its beginning, whatever a grader before has done of it: nothing is written before the end. */
  async do(id: string, attempt: Attempt): Promise<void> {
    const { engine, work } = this.tools;
    const material = await work.material(id);
    if (material === null) return;
    const starters = await this.#startersOf(material);
    const tell = ({ stage, done, total }: ComparisonProgress): void =>
      attempt.tell({ state: 'RUNNING', stage, done, total });
    const { programs } = material;
    const found = await engine.compare({ starters, programs }, { tell, signal: attempt.signal });
    await attempt.settle();
    attempt.signal.throwIfAborted();
    await work.record(id, found);
    await this.offerNext();
  }

  /** Ends one that cannot be done. */
  async giveUp(id: string, failure: string): Promise<void> {
    await this.analyses.states.giveUp(id, failure);
    await this.offerNext();
  }

  /** Gives the queue the next one; also after somebody died who should have. */
  async offerNext(): Promise<void> {
    for (const { id, priority } of await this.analyses.offer())
      await this.queue.add({ kind: 'similarity', id }, priority);
  }

  /** Of every version that something was handed in for. One that is kept nowhere was never set, so nobody was given its starter. */
  async #startersOf({
    exercise: slug,
    exerciseHash,
    versions,
    programs,
  }: SimilarityMaterial): Promise<StarterCode[]> {
    const languages = new Set<LanguageId>(programs.map(({ language }) => language));
    const starters: StarterCode[] = [];
    for (const hash of versions) {
      const exercise = await this.tools.versions.find(slug, hash);
      if (exercise === null && hash === exerciseHash)
        throw new Error(`The version ${hash} of ${slug} is neither offered nor kept.`);
      for (const language of languages)
        starters.push({ language, files: [...(exercise?.starter[language] ?? [])] });
    }
    return starters;
  }
}
