import type { Language } from '../language.js';
import { linkFlags } from '../link-flags.js';

const compiler = ['/usr/bin/gcc', '-std=gnu17', '-O1', '-g', '-fuse-ld=gold', '-pthread'];

/** C17 with GNU extensions; gold links twice as fast as the default linker. */
export const c: Language = {
  id: 'c',
  title: 'C',
  extensions: ['.c'],
  companions: ['.h'],
  compile: (program, sources) => [
    ...compiler,
    '-Wall',
    '-Wextra',
    ...sources.filter((path) => path.endsWith('.c')).map((path) => `./${path}`),
    '-o',
    program,
    '-lrt',
    '-lm',
  ],
  link: (program, sources, sanitize) => [
    ...compiler,
    ...linkFlags(sanitize),
    ...sources.filter((path) => path.endsWith('.c')).map((path) => `./${path}`),
    '-o',
    program,
    '-lrt',
    '-lm',
  ],
  products: (program) => [program],
  start: (program, args) => [`./${program}`, ...args],
  version: { argv: ['/usr/bin/gcc', '-dumpfullversion'], pattern: /^([\d.]+)$/m },
  compileWith: ({ source, product, compileWords, linkWords }) => [
    '/usr/bin/gcc',
    ...compileWords,
    '-o',
    product,
    source,
    ...linkWords,
  ],
  startWith: ({ product, interpreterWords, runWords }) => [`./${product}`, ...interpreterWords, ...runWords],
  patience: 1,
  selfTest: {
    path: 'ready.c',
    mode: 0o644,
    content: Buffer.from('#include <stdio.h>\nint main(void) { return puts("ready") < 0; }\n'),
  },
};
