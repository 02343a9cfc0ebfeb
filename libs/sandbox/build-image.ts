import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { cacheFolder } from './images/cache-folder.js';
import { canBuildImages } from './images/can-build.js';
import { hostImage } from './images/host-image.js';
import { digestOf, findImage, imageFolder, type Image } from './images/image.js';
import { makeRoot } from './images/make-root.js';
import { readRecipe, type Recipe } from './images/recipe.js';
import type { ImageIdentity } from './sandbox.js';

/** How long another builder is waited for. */
const othersMs = 15 * 60_000;

export interface BuildOptions {
  /** Where images are kept; `/var/cache/ipclab` for root and `~/.cache/ipclab` for others by default. */
  readonly cacheFolder?: string;
  /** Hears what goes on, a line at a time: the building of an image takes half a minute. */
  readonly log?: (line: string) => void;
}

/**
 * Has the image that programs run in: built before, built now, or this machine's own `/usr` where images cannot be built.
 * Two builders at once are safe, and one that is killed leaves no image that is not whole. Rejects with what mmdebstrap said.
 */
export async function buildImage(options: BuildOptions): Promise<ImageIdentity> {
  return (await haveImage(options)).identity;
}

/** The same, with the root that sandboxes are made on. */
export async function haveImage(options: BuildOptions): Promise<Image> {
  const cache = cacheFolder(options.cacheFolder);
  const recipe = readRecipe();
  const log = options.log ?? (() => {});
  const found = findImage(cache, recipe);
  if (found !== null) return found;
  const able = canBuildImages();
  if (!able.able) {
    log(`Programs run on this machine's own /usr: ${able.says}`);
    return hostImage(cache);
  }
  log(`Building the sandbox image ${recipe.name} for ${recipe.suite}, once; this takes about a minute.`);
  await build(cache, recipe, log);
  const built = findImage(cache, recipe);
  if (built === null) throw new Error('The sandbox image was built and is not there.');
  return built;
}

async function build(cache: string, recipe: Recipe, log: (line: string) => void): Promise<void> {
  const target = imageFolder(cache, recipe);
  const shelf = dirname(target);
  await mkdir(shelf, { recursive: true, mode: 0o755 });
  await sweepDrafts(shelf);
  if (await somebodyElseBuilds(shelf, target, log)) return;
  const draft = await mkdtemp(join(shelf, `.building-${process.pid}-`));
  try {
    // mkdtemp makes it for its owner only; sandboxes run under other uids, and so does apt's downloader.
    await chmod(draft, 0o755);
    const root = join(draft, 'root');
    await mkdir(root, { mode: 0o755 });
    await makeRoot(recipe, root, log);
    const status = await readFile(join(root, 'var/lib/dpkg/status'), 'utf8');
    const versions = status.split('\n').filter((line) => /^(Package|Version): /.test(line));
    const identity = { name: recipe.name, digest: digestOf(JSON.stringify(recipe), ...versions) };
    await writeFile(join(draft, 'image.json'), `${JSON.stringify(identity)}\n`);
    await rename(draft, target).catch((cause: unknown) => {
      // Somebody else was faster: theirs is as good.
      if (!existsSync(join(target, 'image.json'))) throw cause;
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** Waits for a builder that was here first; false when there is none or it ends without an image. */
async function somebodyElseBuilds(
  shelf: string,
  target: string,
  log: (line: string) => void,
): Promise<boolean> {
  const drafts = (await readdir(shelf))
    .map(ownerOf)
    .filter((owner) => owner !== null && owner !== `${process.pid}`);
  if (drafts.length === 0) return false;
  log(`Process ${drafts.join(', ')} builds the image already; waiting for it.`);
  const deadline = Date.now() + othersMs;
  while (Date.now() < deadline && drafts.some((owner) => existsSync(`/proc/${owner}`))) {
    if (existsSync(join(target, 'image.json'))) return true;
    await wait(250);
  }
  return existsSync(join(target, 'image.json'));
}

/** Removes what builders left that were killed. */
async function sweepDrafts(shelf: string): Promise<void> {
  for (const name of await readdir(shelf)) {
    const owner = ownerOf(name);
    if (owner !== null && !existsSync(`/proc/${owner}`))
      await rm(join(shelf, name), { recursive: true, force: true });
  }
}

function ownerOf(name: string): string | null {
  return /^\.building-(\d+)-/.exec(name)?.[1] ?? null;
}
