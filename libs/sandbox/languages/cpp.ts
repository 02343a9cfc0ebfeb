import type { Language } from '../language.js';
import { linkFlags } from '../link-flags.js';

const compiler = ['/usr/bin/g++', '-std=gnu++20', '-O1', '-g', '-fuse-ld=gold', '-pthread'];

const sourceEndings = ['.cpp', '.cc', '.cxx'];

/** C++20 with GNU extensions. */
export const cpp: Language = {
  id: 'cpp',
  title: 'C++',
  extensions: sourceEndings,
  companions: ['.h', '.hpp'],
  compile: (program, sources) => [
    ...compiler,
    '-Wall',
    '-Wextra',
    ...sources
      .filter((path) => sourceEndings.some((ending) => path.endsWith(ending)))
      .map((path) => `./${path}`),
    '-o',
    program,
    '-lrt',
    '-lm',
  ],
  link: (program, sources, sanitize) => [
    ...compiler,
    ...linkFlags(sanitize),
    '-x',
    'c++',
    ...sources
      .filter((path) => ['.c', ...sourceEndings].some((ending) => path.endsWith(ending)))
      .map((path) => `./${path}`),
    '-o',
    program,
    '-lrt',
    '-lm',
  ],
  products: (program) => [program],
  start: (program, args) => [`./${program}`, ...args],
  version: { argv: ['/usr/bin/g++', '-dumpfullversion'], pattern: /^([\d.]+)$/m },
  compileWith: ({ source, product, compileWords, linkWords }) => [
    '/usr/bin/g++',
    ...compileWords,
    '-o',
    product,
    source,
    ...linkWords,
  ],
  startWith: ({ product, interpreterWords, runWords }) => [`./${product}`, ...interpreterWords, ...runWords],
  patience: 1,
  selfTest: {
    path: 'ready.cpp',
    mode: 0o644,
    content: Buffer.from('#include <iostream>\nint main() { std::cout << "ready\\n"; }\n'),
  },
};
