import type { Language } from '../language.js';

/** Python 3, the real interpreter and no wrapper: a wrapper's own processes would stand in every picture. */
export const python: Language = {
  id: 'python',
  title: 'Python',
  extensions: ['.py'],
  companions: [],
  compile: (_program, sources) => [
    '/usr/bin/python3',
    '-m',
    'py_compile',
    ...sources.filter((path) => path.endsWith('.py')).map((path) => `./${path}`),
  ],
  products: (_program, sources) => sources,
  start: (program, args) => ['/usr/bin/python3', `${program}.py`, ...args],
  version: { argv: ['/usr/bin/python3', '--version'], pattern: /^Python ([\d.]+)/m },
  compileWith: ({ source }) => ['/usr/bin/python3', '-m', 'py_compile', source],
  startWith: ({ source, interpreterWords, runWords }) => [
    '/usr/bin/python3',
    ...interpreterWords,
    source,
    ...runWords,
  ],
  patience: 4,
  selfTest: { path: 'ready.py', mode: 0o644, content: Buffer.from("print('ready')\n") },
};
