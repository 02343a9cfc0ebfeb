import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Exercise } from '#libs/catalogue/exercise';
import { languages } from '#libs/sandbox/languages';
import type { BoxFile, Sandbox } from '#libs/sandbox/sandbox';
import { buildPrograms } from './build-programs.js';
import { compileLimits } from '../limits.js';
import { readPlan } from '../plan.js';

const built = new Map<string, Promise<ReadonlyMap<string, BoxFile>>>();

/**
 * Builds the exercise's own programs (`peer/*.c`, the other ends and probes of its cases) inside the sandbox, once for each
 * content of the exercise and each image. Rejects with an Error when one does not compile: that is the exercise's fault.
 */
export function buildPeers(
  exercise: Exercise,
  sandbox: Sandbox,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, BoxFile>> {
  const key = `${exercise.hash} ${sandbox.image.digest}`;
  const known = built.get(key);
  if (known) return known;
  const building = buildAll(exercise, sandbox, signal);
  built.set(key, building);
  building.catch(() => built.delete(key));
  return building;
}

async function buildAll(
  exercise: Exercise,
  sandbox: Sandbox,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, BoxFile>> {
  const names = new Set(readPlan(exercise).cases.flatMap((one) => one.peers));
  const peers = new Map<string, BoxFile>();
  for (const name of names) {
    const path = `${name}.c`;
    const content = await readFile(join(exercise.folder, 'peer', path), 'utf8');
    const build = await buildPrograms(
      { language: languages.c, programs: [name], sources: [{ path, content }], limits: compileLimits },
      sandbox,
      signal,
    );
    const file = build.kind === 'built' ? build.files.find((one) => one.path === name) : undefined;
    if (build.kind === 'failed' || !file)
      throw new Error(`${exercise.slug}: peer ${basename(path)} does not compile: ${build.says}`);
    peers.set(name, file);
  }
  return peers;
}
