import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';

const root = fileURLToPath(new URL('../..', import.meta.url));
const config = join(root, '.config/dependency-cruiser.cjs');

const CruiserConfig = z.object({ forbidden: z.array(z.object({ name: z.string(), comment: z.string() })) });
const CruiseResult = z.object({
  summary: z.object({
    violations: z.array(z.object({ from: z.string(), rule: z.object({ name: z.string() }) })),
  }),
});

const libs =
  'contracts courses similarity trace pictures mechanisms catalogue sandbox grading database queue testing'.split(
    ' ',
  );

/** A file that breaks the rule of its name, by what it holds. */
const breakers: Record<string, { file: string; holds: string }> = {
  ...Object.fromEntries(
    libs
      .slice(0, -1)
      .map((lib, place) => [
        `order-${lib}`,
        { file: `libs/${lib}/upwards.ts`, holds: `import '#libs/${libs[place + 1]}/door';` },
      ]),
  ),
  'known-libs-only': { file: 'apps/cli/src/new-lib.ts', holds: `import '#libs/newcomer/door';` },
  'no-cycles': { file: 'libs/trace/about.ts', holds: `import './round.js';` },
  'apps-are-strangers': { file: 'apps/cli/src/stranger.ts', holds: `import '../../api/src/door.js';` },
  'libs-know-no-app': { file: 'libs/trace/knows-app.ts', holds: `import '../../apps/api/src/door.js';` },
  'only-the-top-of-a-lib-is-public': {
    file: 'apps/cli/src/behind.ts',
    holds: `import '#libs/sandbox/deep/behind';`,
  },
  'framework-free': { file: 'libs/queue/nest.ts', holds: `import '@nestjs/common';` },
  'the-api-reaches-no-sandbox': { file: 'apps/api/src/far.ts', holds: `import './near.js';` },
  'the-api-starts-no-process': { file: 'apps/api/src/start.ts', holds: `import 'node:child_process';` },
  'grading-knows-no-services': { file: 'libs/grading/stores.ts', holds: `import 'pg';` },
  'pictures-run-in-a-browser': { file: 'libs/pictures/disk.ts', holds: `import 'node:fs';` },
  'contracts-hold-no-logic': { file: 'libs/contracts/logic.ts', holds: `import 'node:crypto';` },
  'the-page-sees-contracts-and-pictures': {
    file: 'apps/web/src/nosy.ts',
    holds: `import '#libs/catalogue/door';`,
  },
  'testing-is-for-tests': { file: 'apps/cli/src/fake.ts', holds: `import '#libs/testing/door';` },
  'no-import-of-a-built-file': { file: 'libs/trace/built.ts', holds: `import '../../dist/door.js';` },
  'every-import-exists': { file: 'libs/trace/nowhere.ts', holds: `import './nowhere-at-all.js';` },
  'declared-packages-only': { file: 'apps/cli/src/dev-only.ts', holds: `import 'prettier';` },
};

/** What the breakers import, innocent by itself. */
const bystanders: Record<string, string> = {
  ...Object.fromEntries(
    [...libs, 'newcomer'].map((lib) => [`libs/${lib}/door.ts`, 'export const door = 1;']),
  ),
  'apps/api/src/door.ts': 'export const door = 1;',
  'apps/api/src/near.ts': `import '#libs/sandbox/door';`,
  'libs/sandbox/deep/behind.ts': 'export const behind = 1;',
  'libs/trace/round.ts': `import './about.js';`,
  'dist/door.ts': 'export const door = 1;',
};

let tree: string;
let violations: { from: string; rule: { name: string } }[];

const cruise = (folder: string) => {
  const cruiser = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const args = [cruiser, '--config', config, '--output-type', 'json', 'apps', 'libs'];
  const json = execFileSync(process.execPath, args, { cwd: folder, maxBuffer: 64 << 20 }).toString();
  return CruiseResult.parse(JSON.parse(json)).summary.violations;
};

const plant = (files: Record<string, string>) => {
  const folder = mkdtempSync(join(tmpdir(), 'ipclab-architecture-'));
  for (const name of ['package.json', 'tsconfig.json']) copyFileSync(join(root, name), join(folder, name));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
};

beforeAll(() => {
  const files = Object.values(breakers).map(({ file, holds }) => [file, holds]);
  tree = plant({ ...bystanders, ...Object.fromEntries(files) });
  violations = cruise(tree);
}, 60_000);

afterAll(() => rmSync(tree, { recursive: true }));

for (const [name, { file, holds }] of Object.entries(breakers)) {
  test(`rule ${name} catches ${file} with ${holds}`, () => {
    const caught = violations.filter((violation) => violation.from === file).map(({ rule }) => rule.name);
    expect(caught).toContain(name);
  });
}

test('every rule has a file here that breaks it, and a comment that says why it stands', async () => {
  const loaded: unknown = (await import(config)).default;
  const { forbidden } = CruiserConfig.parse(loaded);
  expect(Object.keys(breakers).sort()).toEqual(forbidden.map((rule) => rule.name).sort());
  expect(forbidden.filter((rule) => rule.comment.length < 20)).toEqual([]);
});

test('a tree that keeps the rules is let through', () => {
  const good = plant({
    'libs/contracts/word.ts': `import 'zod';`,
    'libs/trace/read.ts': `import '#libs/contracts/word'; import 'node:fs';`,
    'libs/sandbox/open.ts': `import './deep/behind.js'; import '#libs/trace/read';`,
    'libs/sandbox/deep/behind.ts': 'export const behind = 1;',
    'apps/api/src/main.ts': `import '@nestjs/common'; import '#libs/contracts/word';`,
    'apps/grader/src/main.ts': `import '@nestjs/common'; import '#libs/sandbox/open';`,
  });
  expect(cruise(good)).toEqual([]);
  rmSync(good, { recursive: true });
});
