import { join } from 'node:path';
import { listModules } from './list-modules.js';
import type { Generated } from './generated.js';

/** The registry of languages: one file a language in `libs/sandbox/languages`. */
export async function writeLanguages(root: string): Promise<Generated> {
  const modules = await listModules(join(root, 'libs/sandbox/languages'));
  const content = [
    '// Written by `ipclab sync`. Do not edit.',
    "import type { LanguageId } from '#libs/contracts/language';",
    "import type { Language } from './language.js';",
    ...modules.map(({ constant, path }) => `import { ${constant} } from './languages/${path}.js';`),
    '',
    '/** Every language that students can hand in, by its id. */',
    `export const languages: Readonly<Record<LanguageId, Language>> = { ${modules.map(({ constant }) => constant).join(', ')} };`,
    '',
  ].join('\n');
  return { path: 'libs/sandbox/languages.ts', content };
}
