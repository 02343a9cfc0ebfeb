import { join } from 'node:path';
import { listModules } from './list-modules.js';
import type { Generated } from './generated.js';

/** The registry of condition kinds: one file a kind in `libs/grading/checks`. */
export async function writeConditions(root: string): Promise<Generated> {
  const modules = await listModules(join(root, 'libs/grading/checks'));
  const lines = (indent: string) => modules.map(({ constant }) => `${indent}${constant}`);
  const content = [
    '// Written by `ipclab sync`. Do not edit.',
    "import { z } from 'zod';",
    ...modules.map(({ constant, path }) => `import { ${constant} } from './checks/${path}.js';`),
    "import type { ConditionKind } from './condition.js';",
    '',
    '/** Every kind of condition that an exercise can ask for, in alphabetical order. */',
    'export const conditionKinds: readonly ConditionKind[] = [',
    ...lines('  ').map((line) => `${line},`),
    '];',
    '',
    '/** One condition of a check, as `exercise.yaml` states it. */',
    "export const Condition = z.discriminatedUnion('kind', [",
    ...lines('  ').map((line) => `${line}.schema,`),
    ']);',
    '',
  ].join('\n');
  return { path: 'libs/grading/conditions.ts', content };
}
