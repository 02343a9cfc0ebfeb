import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { Refusal } from '#libs/contracts/refusal';
import { sourceExtensions } from '#libs/contracts/language';
import { mechanismSlugs } from '#libs/contracts/trace';
import { DemoHead, type Demo } from './demo.js';
import { findMechanisms } from './find-mechanisms.js';
import { nearMatches } from './near-matches.js';
import { refuseYaml } from './parse-head.js';

/**
 * Reads every demo of every mechanism: the folders below `MECHANISM/demo` that hold a `demo.yaml`, by mechanism and name.
 * Ends in `Refusal BAD_EXERCISE` naming file, line and column of what is wrong.
 */
export async function readDemos(folder?: string): Promise<Demo[]> {
  const root = folder ?? (await findMechanisms());
  const perMechanism = await Promise.all(
    mechanismSlugs.map(async (mechanism) => {
      const names = await entriesOf(join(root, mechanism, 'demo'));
      return Promise.all(names.map((name) => readDemo(root, mechanism, name)));
    }),
  );
  return perMechanism.flat();
}

/** Picks a demo by its slug; throws `Refusal UNKNOWN_EXERCISE` naming near matches. */
export function pickDemo(demos: readonly Demo[], slug: string): Demo {
  const found = demos.find((demo) => demo.slug === slug);
  if (found) return found;
  const near = nearMatches(
    slug,
    demos.map((demo) => demo.slug),
  );
  const meant = near.length === 0 ? '' : `; did you mean ${near.join(' or ')}?`;
  throw new Refusal('UNKNOWN_EXERCISE', `There is no demo ${JSON.stringify(slug.slice(0, 100))}${meant}`);
}

async function readDemo(root: string, mechanism: string, name: string): Promise<Demo> {
  const folder = join(root, mechanism, 'demo', name);
  const head = parseDemo(join(folder, 'demo.yaml'), await readFile(join(folder, 'demo.yaml'), 'utf8'));
  const endings = [...sourceExtensions[head.language], '.h'];
  const names = (await entriesOf(folder)).filter((file) => endings.some((ending) => file.endsWith(ending)));
  const files = await Promise.all(
    names.map(async (path) => ({ path, content: await readFile(join(folder, path), 'utf8') })),
  );
  return { ...head, slug: `${mechanism}/demo/${name}`, mechanism, folder, files };
}

/** Parses a `demo.yaml`; every name in a promise has to be one of its processes. */
export function parseDemo(file: string, text: string): DemoHead {
  const document = parseDocument(text, { uniqueKeys: true });
  const [error] = document.errors;
  if (error !== undefined) throw new Refusal('BAD_EXERCISE', `${file}: ${error.message}`);
  const head = DemoHead.safeParse(document.toJS());
  if (!head.success) throw refuseYaml(file, text, head.error);
  const named = head.data.promises.flatMap(({ from, to }) => [from, to]);
  const stranger = named.find((name) => name !== null && !head.data.processes.includes(name));
  if (stranger !== undefined)
    throw new Refusal('BAD_EXERCISE', `${file}: a promise names "${stranger}", which is no process of it.`);
  return head.data;
}

async function entriesOf(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((name) => !name.startsWith('.')).sort();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
