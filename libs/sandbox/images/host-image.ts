import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { digestOf, type Image } from './image.js';
import { runTool } from './run-tool.js';

const packages = ['gcc', 'g++', 'python3', 'libc6', 'libc6-dev', 'binutils'];
const etc: Readonly<Record<string, string>> = {
  passwd: 'root:x:0:0::/:/bin/sh\nstudent:x:1000:1000::/box:/bin/sh\nnobody:x:65534:65534::/:/bin/false\n',
  group: 'root:x:0:\nstudent:x:1000:\nnogroup:x:65534:\n',
  hosts: '127.0.0.1 localhost\n::1 localhost\n',
  hostname: 'box\n',
  'nsswitch.conf': 'passwd: files\ngroup: files\nhosts: files\n',
};

/** This machine's own `/usr`, read-only, beside an `/etc` of ours: for users who cannot build an image. */
export async function hostImage(cache: string): Promise<Image> {
  const folder = join(cache, 'host-etc');
  mkdirSync(join(folder, 'alternatives'), { recursive: true, mode: 0o755 });
  for (const [name, content] of Object.entries({ ...etc, 'ld.so.cache': '' }))
    writeFileSync(join(folder, name), content);
  const format = ['--showformat', '${Package} ${Version}\n', '--show'];
  // A missing package makes dpkg-query fail but not silent: the digest then says that it is missing.
  const versions = await Promise.all(
    packages.map((name) =>
      runTool('dpkg-query', [...format, name]).catch(() => `${name} is not installed\n`),
    ),
  );
  return {
    identity: { name: 'host', digest: digestOf('host', ...versions) },
    root: { kind: 'host', etc: folder },
  };
}
