import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { languages } from '#libs/sandbox/languages';
import type { BoxFile, Sandbox } from '#libs/sandbox/sandbox';
import { compileLimits } from '../limits.js';
import { runCompiler } from '../runs/run-compiler.js';
import { races, type Race } from './races.js';

const header = 'meeting.h';

/** Builds every program of the table, which lies in `folder`, as students' programs are built, a warning being an error; answers them by their name. */
export async function buildRaces(
  sandbox: Sandbox,
  signal: AbortSignal,
  folder = import.meta.dirname,
): Promise<Map<string, BoxFile>> {
  const build = (race: Race): Promise<BoxFile> => buildRace(race, folder, { sandbox, signal });
  const built = await Promise.all(races.map(build));
  return new Map(built.map((file) => [file.path, file]));
}

interface Building {
  readonly sandbox: Sandbox;
  readonly signal: AbortSignal;
}

async function buildRace(
  { name, kind }: Race,
  folder: string,
  { sandbox, signal }: Building,
): Promise<BoxFile> {
  const source = join(kind, `${name}.c`);
  const argv = [...languages.c.compile(name, [source]), '-Werror'];
  const sources = [header, source].map((path) => ({
    path,
    content: readFileSync(join(folder, path), 'utf8'),
  }));
  const compiled = await runCompiler(
    { argv, sources, products: [name], limits: compileLimits },
    sandbox,
    signal,
  );
  const [file] = compiled.files;
  if (file === undefined) throw new Error(`${source} does not compile: ${compiled.says}`);
  return file;
}
