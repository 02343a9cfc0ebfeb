import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { cacheFolder } from './images/cache-folder.js';
import { canBuildImages } from './images/can-build.js';
import { hostImage } from './images/host-image.js';
import { digestOf, findImage, imageFolder, type Image } from './images/image.js';
import { makeRoot } from './images/make-root.js';
import { readRecipe, type Recipe } from './images/recipe.js';
import type { ImageIdentity } from './sandbox.js';

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
  await sweep(shelf);
  const draft = await mkdtemp(join(shelf, `.building-${process.pid}-`));
  try {
    const root = join(draft, 'root');
    await mkdir(root, { mode: 0o755 });
    await makeRoot(recipe, root, log);
    const status = await readFile(join(root, 'var/lib/dpkg/status'), 'utf8');
    const versions = status.split('\n').filter((line) => /^(Package|Version): /.test(line));
    const identity = { name: recipe.name, digest: digestOf(JSON.stringify(recipe), ...versions) };
    await writeFile(join(draft, 'image.json'), `${JSON.stringify(identity)}\n`);
    // mkdtemp makes it for its owner only; sandboxes run under other uids.
    await chmod(draft, 0o755);
    await rename(draft, target).catch((cause: unknown) => {
      // Somebody else was faster: theirs is as good.
      if (!existsSync(join(target, 'image.json'))) throw cause;
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** Removes what builders left that were killed. */
async function sweep(shelf: string): Promise<void> {
  for (const name of await readdir(shelf)) {
    const owner = /^\.building-(\d+)-/.exec(name)?.[1];
    if (owner !== undefined && !existsSync(`/proc/${owner}`))
      await rm(join(shelf, name), { recursive: true, force: true });
  }
}
