import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { buffer } from 'node:stream/consumers';
import { extract, pack } from 'tar-stream';
import { Refusal } from '#libs/contracts/refusal';
import type { Exercise } from './exercise.js';
import { folderFilesMax, hashFiles, readFolder, type FolderFile } from './read-folder.js';

/** The largest exercise of this product has a tenth of it; unpacked, headers included. */
const unpackedBytesMax = 16 * 1024 * 1024;

/**
 * Packs the folder of an exercise into a gzipped tar (RFC 1952, tar(5)) that is the same whenever it is made. Ends in `Refusal CONFLICT`
 * when the folder is no longer what the catalogue read, or is larger than 16 MiB.
 */
export async function packExercise(
  exercise: Pick<Exercise, 'slug' | 'folder' | 'hash'>,
): Promise<Uint8Array> {
  const files = await readFolder(exercise.folder);
  if (hashFiles(files) !== exercise.hash) {
    throw new Refusal(
      'CONFLICT',
      `The files of ${exercise.slug} have changed since this server read them; it has to be started anew first.`,
    );
  }
  if (files.reduce((sum, { bytes }) => sum + bytes.length, 0) > unpackedBytesMax / 2)
    throw new Refusal('CONFLICT', `${exercise.slug} has more than ${unpackedBytesMax / 2} bytes.`);
  const tar = pack();
  // The beginning of 1970 in place of the times of files: only what the hash covers is packed.
  for (const { path, bytes } of files) tar.entry({ name: path, mtime: new Date(0) }, Buffer.from(bytes));
  tar.finalize();
  return promisify(gzip)(await buffer(tar));
}

/**
 * Unpacks such an archive in memory; the files are those of the folder, sorted as there. Throws an Error when they are not what `hash`
 * says: then something else was kept under this name, and nothing may be graded with it.
 */
export async function unpackExercise(archive: Uint8Array, hash: string): Promise<FolderFile[]> {
  const tar = await promisify(gunzip)(archive, { maxOutputLength: unpackedBytesMax });
  const entries = extract();
  entries.end(tar);
  const files: FolderFile[] = [];
  for await (const entry of entries) {
    files.push({ path: entry.header.name, bytes: await buffer(entry) });
    if (files.length > folderFilesMax) break;
  }
  files.sort((a, b) => (a.path < b.path ? -1 : 1));
  if (hashFiles(files) === hash) return files;
  throw new Error(`What is kept as the exercise ${hash} is something else.`);
}
