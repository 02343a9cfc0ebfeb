import { constants } from 'node:fs';
import { access, readdir, stat } from 'node:fs/promises';
import { delimiter, dirname, basename, join } from 'node:path';
import { nearMatches } from '#libs/catalogue/near-matches';
import { Refusal } from '#libs/contracts/refusal';

/** Refuses a command that this machine does not have (`NOT_FOUND`), with the nearest name that it has. `path` is the value of PATH. */
export async function findCommand(name: string, path: string): Promise<void> {
  // execvp(3): an empty part of PATH is this folder.
  const folders = name.includes('/') ? [dirname(name)] : path.split(delimiter).map((folder) => folder || '.');
  const wanted = basename(name);
  for (const folder of folders) if (await isProgram(join(folder, wanted))) return;
  if (name.includes('/') && (await isThere(name)))
    throw new Refusal('NOT_FOUND', `${name} is there, but it is no program: it is not executable.`);
  const [near] = nearMatches(wanted, await namesIn(folders));
  const where = name.includes('/') ? '' : ' on this machine';
  const hint =
    near === undefined ? '' : ` There is ${name.includes('/') ? join(dirname(name), near) : near}.`;
  throw new Refusal('NOT_FOUND', `There is no command ${name}${where}.${hint}`);
}

function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

async function isProgram(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    // Whatever the reason, execve(2) would not start it either.
    return false;
  }
}

async function namesIn(folders: readonly string[]): Promise<readonly string[]> {
  const lists = await Promise.all(folders.map((folder) => readdir(folder).catch(() => [])));
  return [...new Set(lists.flat())].toSorted();
}
