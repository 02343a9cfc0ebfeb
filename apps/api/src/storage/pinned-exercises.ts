import { Inject, Injectable } from '@nestjs/common';
import type { Exercise } from '#libs/catalogue/exercise';
import { ExerciseVersions } from '#libs/catalogue/exercise-versions';
import type { Catalogue } from '#libs/catalogue/read-catalogue';
import { ExerciseVersionsStore } from '#libs/database/exercise-versions.store';
import { catalogueToken } from './catalogue-token.js';

/** Exercises as they were when they were set. */
@Injectable()
export class PinnedExercises {
  readonly #versions: ExerciseVersions;

  constructor(
    @Inject(catalogueToken) catalogue: Catalogue,
    @Inject(ExerciseVersionsStore) store: ExerciseVersionsStore,
  ) {
    this.#versions = new ExerciseVersions(catalogue, store.archiveOf);
  }

  /** The version of an assignment; it is kept for as long as the assignment is. */
  async find({ exercise, exerciseHash }: { exercise: string; exerciseHash: string }): Promise<Exercise> {
    const found = await this.#versions.find(exercise, exerciseHash);
    if (found !== null) return found;
    throw new Error(`Nobody kept ${exercise} as ${exerciseHash}.`);
  }
}
