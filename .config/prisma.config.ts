import { defineConfig } from 'prisma/config';

// The command line of Prisma is always called with `--config .config/prisma.config.ts`.
// `generate` and `validate` need no database; the address then is one that nothing listens on.
export default defineConfig({
  // Every *.prisma file of the folder.
  schema: '../prisma',
  migrations: { path: '../prisma/migrations' },
  datasource: { url: process.env.DATABASE_URL ?? 'postgresql://nobody@127.0.0.1:1/none' },
});
