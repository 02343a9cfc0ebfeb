import { appendFile, cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findMechanisms } from './find-mechanisms.js';
import { ExerciseVersions } from './exercise-versions.js';
import { packExercise, unpackExercise } from './pack-exercise.js';
import { readCatalogue } from './read-catalogue.js';

const slug = 'pipe/01-parent-to-child';
let root = '';

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'ipclab-versions-'));
  const pipe = join(await findMechanisms(), 'pipe');
  for (const path of ['lesson.en.md', 'lesson.zh.md', 'exercises/01-parent-to-child'])
    await cp(join(pipe, path), join(root, 'pipe', path), { recursive: true });
});
afterEach(() => rm(root, { recursive: true, force: true }));

const task = () => join(root, 'pipe/exercises/01-parent-to-child/task.en.md');

/** The exercise as it is, packed, and a catalogue that was read after its task had changed. */
async function changed() {
  const old = (await readCatalogue(root)).exercise(slug);
  const archive = await packExercise(old);
  await appendFile(task(), '\nAnd now something else.\n');
  return { old, archive, catalogue: await readCatalogue(root) };
}

test('an exercise that was packed is the same in all its parts when the catalogue has another one', async () => {
  const { old, archive, catalogue } = await changed();
  const versions = new ExerciseVersions(catalogue, (hash) =>
    Promise.resolve(hash === old.hash ? archive : null),
  );
  const found = await versions.find(slug, old.hash);
  expect(found).toEqual({ ...old, folder: `${slug}@${old.hash}` });
  expect(found?.task.en).not.toContain('something else');
  const current = catalogue.exercise(slug);
  expect(await versions.find(slug, current.hash)).toBe(current);
});

test('a deleted exercise is still found in its archive, and is unpacked once', async () => {
  const { old, archive } = await changed();
  await rm(join(root, 'pipe'), { recursive: true });
  let loads = 0;
  const versions = new ExerciseVersions(await readCatalogue(root), () => {
    loads += 1;
    return Promise.resolve(archive);
  });
  const [one, two] = await Promise.all([versions.find(slug, old.hash), versions.find(slug, old.hash)]);
  expect(one?.title).toEqual(old.title);
  expect(two).toBe(one);
  expect(await versions.find(slug, old.hash)).toBe(one);
  expect(loads).toBe(1);
});

test('a version that nobody kept is not there, and is looked for again', async () => {
  const { old, archive, catalogue } = await changed();
  const kept = new Map<string, Uint8Array>();
  const versions = new ExerciseVersions(catalogue, (hash) => Promise.resolve(kept.get(hash) ?? null));
  expect(await versions.find(slug, old.hash)).toBeNull();
  kept.set(old.hash, archive);
  expect((await versions.find(slug, old.hash))?.hash).toBe(old.hash);
});

test('an archive that holds something else than its hash says is never used', async () => {
  const { old, catalogue } = await changed();
  const other = await packExercise(catalogue.exercise(slug));
  const versions = new ExerciseVersions(catalogue, () => Promise.resolve(other));
  await expect(versions.find(slug, old.hash)).rejects.toThrow(
    `What is kept as the exercise ${old.hash} is something else.`,
  );
});

test('the same files are packed into the same bytes', async () => {
  const exercise = (await readCatalogue(root)).exercise(slug);
  expect(await packExercise(exercise)).toEqual(await packExercise(exercise));
});

test('a folder that changed since it was read is not packed under its old hash', async () => {
  const exercise = (await readCatalogue(root)).exercise(slug);
  await appendFile(task(), 'Changed.\n');
  await expect(packExercise(exercise)).rejects.toThrow(/have changed since this server read them/);
});

test('a folder of more than eight megabytes is not packed', async () => {
  await writeFile(join(root, 'pipe/exercises/01-parent-to-child/large.txt'), 'x'.repeat(9 * 1024 * 1024));
  const exercise = (await readCatalogue(root)).exercise(slug);
  await expect(packExercise(exercise)).rejects.toThrow(/has more than 8388608 bytes/);
});

test('an archive that unpacks to too much, or is none, is refused', async () => {
  await expect(unpackExercise(gzipSync(Buffer.alloc(17 * 1024 * 1024)), 'sha256:0')).rejects.toThrow(
    /Cannot create a Buffer larger than 16777216 bytes/,
  );
  await expect(unpackExercise(Buffer.from('no archive'), 'sha256:0')).rejects.toThrow(
    /incorrect header check/,
  );
});
