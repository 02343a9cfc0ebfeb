import { constants } from 'node:fs';
import { lstat, open, readdir } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { sourceExtensions } from '#libs/contracts/language';
import type { ExerciseHead } from '#libs/contracts/exercise';
import { Refusal } from '#libs/contracts/refusal';
import { isLitter } from './archives/accept-entries.js';
import type { HandInFile } from './check-files.js';
import { shown } from './check-path.js';
import { handInLimits } from './hand-in-limits.js';
import { readArchive } from './read-archive.js';

/** What building leaves beside sources; a folder is handed in without it. */
const built = new Set(['.o', '.a', '.so', '.pyc', '.out', '.exe']);

/**
 * Reads what a person hands in from a disk: a folder, an archive, or one file. A single source of an exercise with one program is
 * handed in under that program's name, whatever it is called. Symbolic links and special files are refused (`BAD_PATH`) and never
 * followed; hidden files and what compilers left are passed over. `checkFiles` still has to look at the result.
 */
export async function readHandIn(
  path: string,
  exercise: Pick<ExerciseHead, 'programs' | 'languages'>,
): Promise<HandInFile[]> {
  const found = await lookAt(path);
  if (found.isSymbolicLink()) throw refuseLink(path);
  if (found.isDirectory()) return readBelow(path);
  const content = await readRegular(path);
  if (/\.(zip|tgz|tar\.gz)$/i.test(path)) return readArchive(content);
  return [{ path: handedInName(basename(path), exercise), content }];
}

function handedInName(name: string, exercise: Pick<ExerciseHead, 'programs' | 'languages'>): string {
  const [program, another] = exercise.programs;
  const ending = extname(name);
  const isSource = exercise.languages.some((language) => sourceExtensions[language].includes(ending));
  return program === undefined || another !== undefined || !isSource ? name : `${program}${ending}`;
}

async function readBelow(folder: string): Promise<HandInFile[]> {
  const paths: string[] = [];
  await collect(folder, '', paths);
  const files: HandInFile[] = [];
  for (const path of paths.sort()) {
    const content = await readRegular(join(folder, path));
    if (!isElf(content)) files.push({ path, content });
  }
  return files;
}

async function collect(folder: string, below: string, paths: string[]): Promise<void> {
  if (below.split('/').length > handInLimits.pathDepth) {
    throw new Refusal('BAD_PATH', `${shown(below)} lies more than ${handInLimits.pathDepth} folders deep.`);
  }
  for (const entry of await readdir(join(folder, below), { withFileTypes: true })) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (isLitter(path) || built.has(extname(path))) continue;
    if (entry.isDirectory()) await collect(folder, path, paths);
    else if (entry.isFile()) paths.push(path);
    else throw refuseLink(path);
    if (paths.length > handInLimits.archiveEntries) {
      throw new Refusal(
        'TOO_MANY_FILES',
        `At most ${handInLimits.files} files can be handed in; there are more in ${shown(folder)}.`,
      );
    }
  }
}

/** Opens without following a link and without waiting for a FIFO's writer, whatever took the file's place meanwhile. */
async function readRegular(path: string): Promise<Uint8Array> {
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const { size } = await file.stat();
    if (!(await file.stat()).isFile()) throw refuseLink(path);
    if (size > handInLimits.archiveBytes) {
      throw new Refusal(
        'FILE_TOO_LARGE',
        `${shown(path)} has ${size} bytes; a file may have ${handInLimits.fileBytes}.`,
      );
    }
    return await file.readFile();
  } finally {
    await file.close();
  }
}

async function lookAt(path: string) {
  try {
    return await lstat(path);
  } catch (error) {
    if (
      !(error instanceof Error) ||
      !('code' in error) ||
      (error.code !== 'ENOENT' && error.code !== 'ENOTDIR')
    )
      throw error;
    throw new Refusal('NO_FILES', `There is no file or folder ${shown(path)}.`);
  }
}

function refuseLink(path: string): Refusal {
  return new Refusal(
    'BAD_PATH',
    `${shown(path)} is a symbolic link or a special file; hand in the file itself.`,
  );
}

/** See elf(5). */
function isElf(content: Uint8Array): boolean {
  return content[0] === 0x7f && content[1] === 0x45 && content[2] === 0x4c && content[3] === 0x46;
}
