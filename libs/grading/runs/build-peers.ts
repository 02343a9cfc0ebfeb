import type { Exercise } from '#libs/catalogue/exercise';
import type { SourceFile } from '#libs/contracts/language';
import { languages } from '#libs/sandbox/languages';
import type { BoxFile, Sandbox } from '#libs/sandbox/sandbox';
import { buildPrograms } from './build-programs.js';
import { programsOf } from './case.js';
import { compileLimits } from '../limits.js';
import { peerGuard } from './peer-guard.js';
import { readPlan } from '../plan.js';
import { sealedPath } from './sealed-path.js';

const built = new Map<string, Promise<ReadonlyMap<string, BoxFile>>>();

/** Nobody in the sandbox may read the program of a peer, not even its owner: then the kernel lets nobody look into its process. */
const sealedMode = 0o111;

/**
 * Builds the exercise's own programs inside the sandbox, once for each content of the exercise and each image: probes that a case
 * has placed for the student's program, by their names, and programs that run beside it, by the paths at which they are sealed.
 * Rejects with an Error when one does not compile: that is the exercise's fault.
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
  const { cases } = readPlan(exercise);
  const placed = new Set(cases.flatMap((one) => one.peers));
  const running = new Set(cases.flatMap(programsOf).flatMap(({ peer }) => peer ?? []));
  const peers = new Map<string, BoxFile>();
  const build = (name: string, extra: readonly SourceFile[]): Promise<BoxFile> =>
    buildPeer({ exercise, name, extra }, sandbox, signal);
  for (const name of placed) peers.set(name, await build(name, []));
  for (const name of running) {
    const file = await build(name, [peerGuard]);
    peers.set(sealedPath(name), { ...file, path: sealedPath(name), mode: sealedMode });
  }
  return peers;
}

interface Building {
  readonly exercise: Exercise;
  readonly name: string;
  readonly extra: readonly SourceFile[];
}

async function buildPeer(
  { exercise, name, extra }: Building,
  sandbox: Sandbox,
  signal: AbortSignal,
): Promise<BoxFile> {
  const sources = [...sourcesOf(exercise, name), ...extra];
  const build = await buildPrograms(
    { language: languages.c, programs: [name], sources, limits: compileLimits },
    sandbox,
    signal,
  );
  const file = build.kind === 'built' ? build.files.find((one) => one.path === name) : undefined;
  if (build.kind === 'failed' || !file)
    throw new Error(`${exercise.slug}: peer ${name}.c does not compile: ${build.says}`);
  return file;
}

// What has no main belongs to every peer.
function sourcesOf(exercise: Exercise, name: string): readonly SourceFile[] {
  return exercise.peers.filter(({ path, content }) => path === `${name}.c` || !/\bmain\s*\(/.test(content));
}
