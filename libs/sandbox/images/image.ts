import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { ImageIdentity } from '../sandbox.js';
import type { Recipe } from './recipe.js';

/** Where a sandbox's read-only root comes from: a folder made by mmdebstrap, or this machine's own `/usr` with a small `/etc`. */
export type RootFolder =
  { readonly kind: 'folder'; readonly path: string } | { readonly kind: 'host'; readonly etc: string };

/** A root that sandboxes can be made on. */
export interface Image {
  readonly identity: ImageIdentity;
  readonly root: RootFolder;
}

const ImageFile = z.strictObject({ name: z.string(), digest: z.string() });

/** Where the image of a recipe stands, or will. */
export function imageFolder(cache: string, recipe: Recipe): string {
  return join(cache, 'images', `${recipe.name}-${recipe.suite}-${recipe.key}`);
}

/** The image of a recipe when it was built before, else null. A folder stands under its name only when it is whole. */
export function findImage(cache: string, recipe: Recipe): Image | null {
  const folder = imageFolder(cache, recipe);
  const file = join(folder, 'image.json');
  if (!existsSync(file)) return null;
  const identity = ImageFile.parse(JSON.parse(readFileSync(file, 'utf8')));
  return { identity, root: { kind: 'folder', path: join(folder, 'root') } };
}

/** A digest over everything that decides an image's content. */
export function digestOf(...parts: readonly string[]): string {
  return `sha256:${createHash('sha256').update(JSON.stringify(parts)).digest('hex')}`;
}
