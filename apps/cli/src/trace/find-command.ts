import { constants } from 'node:fs';
import { access, readdir, stat } from 'node:fs/promises';
import { delimiter, dirname, basename, join } from 'node:path';
import { Refusal } from '#libs/contracts/refusal';

/** So many letters may be wrong in a name that was meant to be another. */
const mistakesMax = 2;

/** Refuses a command that this machine does not have (`NOT_FOUND`), with the nearest name that it has. `path` is the value of PATH. */
export async function findCommand(name: string, path: string): Promise<void> {
  // execvp(3): an empty part of PATH is this folder.
  const folders = name.includes('/') ? [dirname(name)] : path.split(delimiter).map((folder) => folder || '.');
  const wanted = basename(name);
  for (const folder of folders) if (await isProgram(join(folder, wanted))) return;
  if (name.includes('/') && (await isThere(name)))
    throw new Refusal('NOT_FOUND', `${name} is there, but it is no program: it is not executable.`);
  const near = nearest(wanted, await namesIn(folders));
  const where = name.includes('/') ? '' : ' on this machine';
  const hint = near === null ? '' : ` There is ${name.includes('/') ? join(dirname(name), near) : near}.`;
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

/** The name that differs in the fewest letters; null when none is near. */
export function nearest(wanted: string, names: readonly string[]): string | null {
  const most = Math.min(mistakesMax, Math.floor(wanted.length / 3));
  const near = names
    .filter((name) => Math.abs(name.length - wanted.length) <= most)
    .map((name) => ({ name, mistakes: mistakesBetween(wanted, name) }))
    .filter(({ mistakes }) => mistakes > 0 && mistakes <= most);
  return near.toSorted((a, b) => a.mistakes - b.mistakes)[0]?.name ?? null;
}

/** Letters to insert, leave out or change, and neighbours to swap: the optimal string alignment distance. */
function mistakesBetween(a: string, b: string): number {
  let [last, before]: [number[], number[]] = [Array.from({ length: b.length + 1 }, (_, at) => at), []];
  for (let row = 1; row <= a.length; row += 1) {
    const next = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const isSame = a[row - 1] === b[column - 1];
      const isSwapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      next.push(
        Math.min(
          (last[column] ?? 0) + 1,
          (next[column - 1] ?? 0) + 1,
          (last[column - 1] ?? 0) + (isSame ? 0 : 1),
          isSwapped ? (before[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    [last, before] = [next, last];
  }
  return last[b.length] ?? 0;
}
