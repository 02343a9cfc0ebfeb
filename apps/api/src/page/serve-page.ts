import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/** Serves the built web page at `/`, when it has been built: `dist/web`, or the folder that the configuration names. */
export async function servePage(app: NestFastifyApplication, configured: string | undefined): Promise<void> {
  const root = configured ?? builtPage();
  if (root === null || !existsSync(join(root, 'index.html'))) return;
  await app.register(fastifyStatic, {
    root,
    // Routes are made for the files that are there: every other address stays what it was, also NOT_FOUND.
    wildcard: false,
    // Names of built assets carry a hash of their content; the page that names them does not.
    setHeaders: (reply, path) => {
      void reply.header(
        'cache-control',
        path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      );
    },
  });
}

/** `dist/web` above this file, in the sources and in `dist/apps/api/src/page` alike. */
function builtPage(): string | null {
  for (
    let folder = dirname(fileURLToPath(import.meta.url));
    dirname(folder) !== folder;
    folder = dirname(folder)
  ) {
    if (existsSync(join(folder, 'package.json'))) return join(folder, 'dist', 'web');
  }
  return null;
}
