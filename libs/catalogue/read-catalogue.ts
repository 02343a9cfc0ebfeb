import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Refusal } from '#libs/contracts/refusal';
import { mechanismSlugs } from '#libs/contracts/trace';
import type { Exercise } from './exercise.js';
import { findMechanisms } from './find-mechanisms.js';
import { mechanismTitles, type MechanismLesson, type MechanismSlug } from './mechanism.js';
import { nearMatches } from './near-matches.js';
import { pairHeadings } from './pair-headings.js';
import { type ExercisePlace, readExercise } from './read-exercise.js';

/** An exercise folder that could not be read, and why. */
export interface BrokenExercise {
  readonly slug: string;
  readonly refusal: Refusal;
}

/** Every mechanism and exercise there is, read once and kept: folders that change afterwards are not seen. */
export interface Catalogue {
  /** By mechanism in the order in which they are taught, then by name. */
  readonly exercises: readonly Exercise[];
  /** Folders that are not offered because something in them is wrong; `exercise check` refuses on them. */
  readonly broken: readonly BrokenExercise[];
  readonly mechanisms: readonly MechanismLesson[];
  /** Throws `Refusal UNKNOWN_EXERCISE` naming near matches, or the `BAD_EXERCISE` of a broken folder. */
  readonly exercise: (slug: string) => Exercise;
  /** Throws `Refusal UNKNOWN_MECHANISM` naming near matches. */
  readonly mechanism: (slug: string) => MechanismLesson;
}

/**
 * Reads lessons and exercises from `folder`, which holds a folder for each mechanism; by default this product's own.
 * A broken exercise does not take the others with it: it is listed in `broken`.
 */
export async function readCatalogue(folder?: string): Promise<Catalogue> {
  const root = folder ?? (await findMechanisms());
  const perMechanism = await Promise.all(mechanismSlugs.map((slug) => readMechanism(root, slug)));
  const mechanisms = perMechanism.map((found) => found.lesson);
  const exercises = perMechanism.flatMap((found) => found.exercises);
  const broken = perMechanism.flatMap((found) => found.broken);
  return {
    exercises,
    broken,
    mechanisms,
    exercise: (slug) => pickExercise(slug, exercises, broken),
    mechanism: (slug) => {
      const found = mechanisms.find((mechanism) => mechanism.slug === slug);
      if (found !== undefined) return found;
      throw new Refusal(
        'UNKNOWN_MECHANISM',
        `There is no mechanism ${JSON.stringify(slug)}${meant(slug, mechanismSlugs)}`,
      );
    },
  };
}

async function readMechanism(root: string, slug: MechanismSlug) {
  const folder = join(root, slug);
  const [en, zh, names] = await Promise.all([
    readIfThere(join(folder, 'lesson.en.md')),
    readIfThere(join(folder, 'lesson.zh.md')),
    folderNames(join(folder, 'exercises')),
  ]);
  const lesson: MechanismLesson = {
    slug,
    title: mechanismTitles[slug],
    lesson: en === null || zh === null ? null : { en, zh },
  };
  const lessonHeadings = lesson.lesson === null ? [] : pairHeadings(lesson.lesson);
  const read = await Promise.all(
    names.map((name) =>
      readOne({ mechanism: slug, name, folder: join(folder, 'exercises', name), lessonHeadings }),
    ),
  );
  return {
    lesson,
    exercises: read.flatMap((one) => (one.kind === 'read' ? [one.exercise] : [])),
    broken: read.flatMap((one) => (one.kind === 'broken' ? [one.broken] : [])),
  };
}

type ReadOne = { kind: 'read'; exercise: Exercise } | { kind: 'broken'; broken: BrokenExercise };

async function readOne(place: ExercisePlace): Promise<ReadOne> {
  try {
    if (!/^\d\d-[a-z0-9-]+$/.test(place.name)) {
      throw new Refusal('BAD_EXERCISE', `${place.folder} is not named like 01-parent-to-child.`);
    }
    return { kind: 'read', exercise: await readExercise(place) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { kind: 'broken', broken: { slug: `${place.mechanism}/${place.name}`, refusal: error } };
  }
}

function pickExercise(
  slug: string,
  exercises: readonly Exercise[],
  broken: readonly BrokenExercise[],
): Exercise {
  const found = exercises.find((exercise) => exercise.slug === slug);
  if (found !== undefined) return found;
  const known = broken.find((one) => one.slug === slug);
  if (known !== undefined) throw known.refusal;
  const slugs = exercises.map((exercise) => exercise.slug);
  throw new Refusal(
    'UNKNOWN_EXERCISE',
    `There is no exercise ${JSON.stringify(slug.slice(0, 100))}${meant(slug, slugs)}`,
  );
}

function meant(typed: string, known: readonly string[]): string {
  const near = nearMatches(typed, known);
  return near.length === 0 ? '.' : `; did you mean ${near.join(' or ')}?`;
}

async function folderNames(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .map((entry) => entry.name)
      .sort();
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
