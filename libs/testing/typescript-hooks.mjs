// Hooks for Node's module loader; see "Customization Hooks" in the documentation of node:module.
import { createHash } from 'node:crypto';
import { access, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** What each file became, by a hash of its text: the compiler takes longer than all that it compiles. */
const cache = fileURLToPath(new URL('../../node_modules/.cache/ipclab-typescript/', import.meta.url));

/** In TypeScript `./x.js` names what `./x.ts` will become. */
export async function resolve(specifier, context, next) {
  if (specifier.startsWith('.') && specifier.endsWith('.js') && context.parentURL?.endsWith('.ts')) {
    const source = new URL(specifier.replace(/\.js$/, '.ts'), context.parentURL);
    const found = await access(source).then(
      () => true,
      () => false,
    );
    if (found) return next(source.href, context);
  }
  return next(specifier, context);
}

export async function load(url, context, next) {
  if (!url.startsWith('file:') || !url.endsWith('.ts')) return next(url, context);
  const text = await readFile(fileURLToPath(url), 'utf8');
  const kept = `${cache}${createHash('sha256').update(text).digest('hex')}.mjs`;
  const source = await readFile(kept, 'utf8').catch(() => compile(text, kept));
  return { format: 'module', source, shortCircuit: true };
}

async function compile(text, kept) {
  const { default: ts } = await import('typescript');
  const compilerOptions = {
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.ESNext,
    experimentalDecorators: true,
    emitDecoratorMetadata: true,
  };
  const { outputText } = ts.transpileModule(text, { compilerOptions });
  // A checkout that we may not write to is compiled each time.
  await keep(kept, outputText).catch(() => {});
  return outputText;
}

/** Several tests may compile the same file at once; each moves a whole one into place. */
async function keep(kept, text) {
  await mkdir(cache, { recursive: true });
  await writeFile(`${kept}.${process.pid}`, text);
  await rename(`${kept}.${process.pid}`, kept);
}
