import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { languages } from '#libs/sandbox/languages';
import type { BoxFile, Sandbox } from '#libs/sandbox/sandbox';
import { compileLimits } from '../limits.js';
import { runCompiler } from '../runs/run-compiler.js';
import { races, type Race } from './races.js';

const header = 'meeting.h';

/** Builds every program of the table as students' programs are built, a warning being an error; answers them by their name. */
export async function buildRaces(sandbox: Sandbox, signal: AbortSignal): Promise<Map<string, BoxFile>> {
  const built = await Promise.all(races.map((race) => buildRace(race, sandbox, signal)));
  return new Map(built.map((file) => [file.path, file]));
}

async function buildRace({ name, kind }: Race, sandbox: Sandbox, signal: AbortSignal): Promise<BoxFile> {
  const source = join(kind, `${name}.c`);
  const argv = [...languages.c.compile(name, [source]), '-Werror'];
  const sources = [header, source].map((path) => ({
    path,
    content: readFileSync(join(import.meta.dirname, path), 'utf8'),
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
