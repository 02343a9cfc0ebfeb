import { Inject, Injectable } from '@nestjs/common';
import { packExercise } from '#libs/catalogue/pack-exercise';
import type { Catalogue } from '#libs/catalogue/read-catalogue';
import type { RejudgeChoice } from '#libs/contracts/rejudging';
import { ExerciseVersionsStore } from '#libs/database/exercise-versions.store';
import { RejudgeSetsStore } from '#libs/database/rejudge-sets.store';
import { catalogueToken } from '../../storage/catalogue-token.js';

/** Says with which version of its exercise each assignment of a course is graded again. */
@Injectable()
export class RejudgeVersions {
  constructor(
    @Inject(catalogueToken) private readonly catalogue: Catalogue,
    @Inject(RejudgeSetsStore) private readonly sets: RejudgeSetsStore,
    @Inject(ExerciseVersionsStore) private readonly versions: ExerciseVersionsStore,
  ) {}

  /** Hashes by assignment. What is offered is kept, for the catalogue may change before the last one is graded; an exercise that is gone stays as pinned. */
  async of(courseId: string, version: RejudgeChoice['version']): Promise<ReadonlyMap<string, string>> {
    const found = new Map<string, string>();
    for (const { id, exercise, exerciseHash } of await this.sets.pinned(courseId)) {
      found.set(
        id,
        version === 'pinned' ? exerciseHash : ((await this.#keepOffered(exercise)) ?? exerciseHash),
      );
    }
    return found;
  }

  async #keepOffered(slug: string): Promise<string | null> {
    const exercise = this.catalogue.exercises.find((one) => one.slug === slug);
    if (exercise === undefined) return null;
    const { hash } = exercise;
    if (!(await this.versions.isKept(hash)))
      await this.versions.keep({ hash, exercise: slug, archive: await packExercise(exercise) });
    return hash;
  }
}
