import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../../images/project-root.js';
import { findTool, runTool } from '../../images/run-tool.js';
import type { RootFolder } from './bwrap-arguments.js';

const flags = ['-std=c17', '-O2', '-static', '-Wall', '-Wextra', '-Wconversion', '-Werror'];

/** Builds the runner once for each content of its sources, with this machine's compiler or the image's; answers its path. */
export async function buildRunner(cache: string, root: RootFolder): Promise<string> {
  const sources = join(projectRoot(), 'sandbox-images', 'runner');
  const names = (await readdir(sources)).filter((name) => /\.[ch]$/.test(name)).sort();
  const hash = createHash('sha256').update(process.arch);
  for (const name of names) hash.update(name).update(await readFile(join(sources, name)));
  const target = join(cache, 'runner', hash.digest('hex').slice(0, 16));
  const runner = join(target, 'runner');
  if (existsSync(runner)) return runner;
  await mkdir(join(cache, 'runner'), { recursive: true, mode: 0o755 });
  const draft = await mkdtemp(join(cache, 'runner', '.building-'));
  try {
    await compile(sources, names, { draft, root });
    await chmod(draft, 0o755);
    await rename(draft, target).catch((cause: unknown) => {
      // Somebody else was faster.
      if (!existsSync(runner)) throw cause;
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return runner;
}

async function compile(
  sources: string,
  names: readonly string[],
  where: { readonly draft: string; readonly root: RootFolder },
): Promise<void> {
  const files = names.filter((name) => name.endsWith('.c'));
  const gcc = findTool('gcc');
  if (gcc !== null) {
    await runTool(gcc, [
      ...flags,
      ...files.map((name) => join(sources, name)),
      '-o',
      join(where.draft, 'runner'),
    ]);
    return;
  }
  if (where.root.kind === 'host')
    throw new Error('There is no C compiler: install it with "apt-get install gcc g++ libc6-dev".');
  // The sources are ours, so bwrap's plain folders are wall enough here.
  const inside = [
    '--ro-bind',
    where.root.path,
    '/',
    '--bind',
    where.draft,
    '/box',
    '--ro-bind',
    sources,
    '/mnt',
  ];
  const command = ['/usr/bin/gcc', ...flags, ...files.map((name) => `/mnt/${name}`), '-o', '/box/runner'];
  await runTool('bwrap', [...inside, '--dev', '/dev', '--tmpfs', '/tmp', '--unshare-all', '--', ...command]);
}
