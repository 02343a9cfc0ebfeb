import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { languages } from '#libs/sandbox/languages';
import type { BoxFile, Program, Sandbox } from '#libs/sandbox/sandbox';
import { compileLimits, sandboxEnvironment } from '../limits.js';
import { races, type Race } from './races.js';

const header = 'meeting.h';

/** Builds every program of the table as students' programs are built, a warning being an error; answers them by their name. */
export async function buildRaces(sandbox: Sandbox, signal: AbortSignal): Promise<Map<string, BoxFile>> {
  const built = await Promise.all(races.map((race) => buildRace(race, sandbox, signal)));
  return new Map(built.map((file) => [file.path, file]));
}

async function buildRace({ name, kind }: Race, sandbox: Sandbox, signal: AbortSignal): Promise<BoxFile> {
  const source = join(kind, `${name}.c`);
  const compiler: Program = {
    name: 'compiler',
    argv: [...languages.c.compile(name, [source]), '-Werror'],
    env: sandboxEnvironment,
    stdin: 'null-device',
    stdout: { kind: 'pipe', capacityBytes: 0 },
    reading: 'free',
  };
  const run = await sandbox.run(
    {
      files: [header, source].map((path) => ({
        path,
        content: readFileSync(join(import.meta.dirname, path)),
        mode: 0o644,
      })),
      programs: [compiler],
      steps: [],
      collect: [name],
      limits: compileLimits,
      sysctls: {},
      traced: false,
    },
    signal,
  );
  const content = run.files.get(name);
  const says = Buffer.from(run.programs[0]?.stderr ?? []).toString();
  if (content === undefined) throw new Error(`${source} does not compile: ${says}`);
  return { path: name, content, mode: 0o755 };
}
