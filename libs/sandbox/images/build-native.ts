import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { RootFolder } from './image.js';
import { projectRoot } from './project-root.js';
import { findTool, runTool } from './run-tool.js';

const flags = ['-std=c17', '-O2', '-static', '-Wall', '-Wextra', '-Wconversion', '-Werror'];

/** Our own programs around a sandbox, each a folder of C below `sandbox-images/`. */
export type NativeProgram = 'runner' | 'launcher' | 'tracer';

/** Filters for system calls, which more than one of them makes. */
const filtersFolder = 'seccomp';

/** Builds a program once for each content of its sources, with this machine's compiler or the image's; answers its path. */
export async function buildNative(name: NativeProgram, cache: string, root: RootFolder): Promise<string> {
  const sources = join(projectRoot(), 'sandbox-images');
  const names = (
    await Promise.all([name, filtersFolder].map((folder) => listSources(sources, folder)))
  ).flat();
  const hash = createHash('sha256').update(process.arch);
  for (const name of names) hash.update(name).update(await readFile(join(sources, name)));
  const target = join(cache, name, hash.digest('hex').slice(0, 16));
  const program = join(target, name);
  if (existsSync(program)) return program;
  await mkdir(join(cache, name), { recursive: true, mode: 0o755 });
  const draft = await mkdtemp(join(cache, name, '.building-'));
  try {
    await compile({ sources, names, draft, root, program: name });
    await chmod(draft, 0o755);
    await rename(draft, target).catch((cause: unknown) => {
      // Somebody else was faster.
      if (!existsSync(program)) throw cause;
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return program;
}

async function listSources(sources: string, folder: string): Promise<string[]> {
  const names = (await readdir(join(sources, folder))).filter((name) => /\.[ch]$/.test(name)).sort();
  return names.map((name) => join(folder, name));
}

interface Compilation {
  readonly sources: string;
  readonly names: readonly string[];
  readonly draft: string;
  readonly root: RootFolder;
  readonly program: NativeProgram;
}

async function compile({ sources, names, draft, root, program }: Compilation): Promise<void> {
  const files = names.filter((name) => name.endsWith('.c'));
  const gcc = findTool('gcc');
  if (gcc !== null) {
    await runTool(gcc, [...flags, ...files.map((name) => join(sources, name)), '-o', join(draft, program)]);
    return;
  }
  if (root.kind === 'host')
    throw new Error('There is no C compiler: install it with "apt-get install gcc g++ libc6-dev".');
  // The sources are ours, so bwrap's plain folders are wall enough here.
  const inside = ['--ro-bind', root.path, '/', '--bind', draft, '/box', '--ro-bind', sources, '/mnt'];
  const command = ['/usr/bin/gcc', ...flags, ...files.map((name) => `/mnt/${name}`), '-o', `/box/${program}`];
  await runTool('bwrap', [...inside, '--dev', '/dev', '--tmpfs', '/tmp', '--unshare-all', '--', ...command]);
}
