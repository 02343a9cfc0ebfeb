import { basename, dirname } from 'node:path/posix';
import type { Exercise } from './exercise.js';
import { unpackExercise } from './pack-exercise.js';
import { pairHeadings } from './pair-headings.js';
import type { Catalogue } from './read-catalogue.js';
import { parseExercise } from './read-exercise.js';

/** Where versions of exercises are kept: gives the archive of a hash, or null. */
export type LoadArchive = (hash: string) => Promise<Uint8Array | null>;

/** Versions that one process remembers, unpacked, some 100 kB each; the one that nobody asked for longest makes room. */
const rememberedMax = 50;

/**
 * Exercises as they were when somebody was set them: that of the catalogue while it is the same, else out of the archive, verified by its
 * hash. Nothing is written to a disk.
 */
export class ExerciseVersions {
  readonly #remembered = new Map<string, Promise<Exercise | null>>();

  constructor(
    private readonly catalogue: Catalogue,
    private readonly load: LoadArchive,
  ) {}

  /** Null when neither the catalogue nor the archive has this version. Throws when what is kept is not what its hash says. */
  find(slug: string, hash: string): Promise<Exercise | null> {
    const current = this.catalogue.exercises.find((exercise) => exercise.slug === slug);
    if (current?.hash === hash) return Promise.resolve(current);
    const key = `${slug} ${hash}`;
    const known = this.#remembered.get(key);
    const found = known ?? this.#unpack(slug, hash);
    // Set anew, a key is the last of its map.
    this.#remembered.delete(key);
    this.#remembered.set(key, found);
    if (known === undefined) this.#watch(key, found);
    return found;
  }

  #watch(key: string, found: Promise<Exercise | null>): void {
    const [oldest] = this.#remembered.keys();
    if (this.#remembered.size > rememberedMax && oldest !== undefined) this.#remembered.delete(oldest);
    const forget = (): void => {
      if (this.#remembered.get(key) === found) this.#remembered.delete(key);
    };
    // What failed, or was not there yet, is looked for again.
    found.then((exercise) => exercise ?? forget(), forget);
  }

  async #unpack(slug: string, hash: string): Promise<Exercise | null> {
    const archive = await this.load(hash);
    if (archive === null) return null;
    const mechanism = dirname(slug);
    const lesson = this.catalogue.mechanisms.find((one) => one.slug === mechanism)?.lesson ?? null;
    const place = {
      mechanism,
      name: basename(slug),
      folder: `${slug}@${hash}`,
      lessonHeadings: lesson === null ? [] : pairHeadings(lesson),
    };
    return parseExercise(place, await unpackExercise(archive, hash));
  }
}
