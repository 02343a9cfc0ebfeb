/**
 * The directions of imports, so that whoever reads a file knows how far its world reaches.
 * `.config/architecture.test.ts` breaks each rule once and expects to be caught.
 */

/** A lib imports only libs before it in this list. */
const libs = [
  'contracts',
  'courses',
  'similarity',
  'trace',
  'pictures',
  'mechanisms',
  'catalogue',
  'sandbox',
  'grading',
  'database',
  'queue',
  'testing',
];

/** Files that only tests and tools run. */
const tests = '\\.(test|medium|e2e|conformance)\\.ts$';

const order = libs.slice(0, -1).map((lib, place) => ({
  name: `order-${lib}`,
  comment: `libs/${lib} stands before what it imports here: turn the import round, or move the code up.`,
  severity: 'error',
  from: { path: `^libs/${lib}/`, pathNot: tests },
  to: { path: `^libs/(${libs.slice(place + 1).join('|')})/` },
}));

module.exports = {
  forbidden: [
    ...order,
    {
      name: 'known-libs-only',
      comment: 'A new lib takes its place in the list of this file, so that its direction is decided once.',
      severity: 'error',
      from: {},
      to: { path: '^libs/', pathNot: `^libs/(${libs.join('|')})/` },
    },
    {
      name: 'no-cycles',
      comment:
        'Two files that run only with each other are one file in two places. Types may point back: they are gone when it runs.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'apps-are-strangers',
      comment: 'What two apps need lives in a lib; apps meet over the database, the queue and the network.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'libs-know-no-app',
      comment: 'An app is a way to start libs, never something they need.',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^apps/' },
    },
    {
      name: 'only-the-top-of-a-lib-is-public',
      comment: 'libs/x/file.ts is a door; deeper folders may change without asking.',
      severity: 'error',
      from: { path: '^(apps|libs|prisma|\\.config)/([^/]+)' },
      to: { path: '^libs/[^/]+/.+/', pathNot: ['^libs/$2/', '\\.(md|yaml|svg)$'] },
    },
    {
      name: 'framework-free',
      comment: 'Only the two services know Nest: the rest runs in a terminal, a browser or a test as it is.',
      severity: 'error',
      from: { path: '^(libs|apps|prisma)/', pathNot: ['^apps/(api|grader)/', '^libs/testing/'] },
      to: { path: '(^|/)node_modules/@nestjs/|^@nestjs/' },
    },
    {
      name: 'the-api-reaches-no-sandbox',
      comment: 'Invariant 1: the api has no way to start a program, not even through somebody else.',
      severity: 'error',
      from: { path: '^apps/api/src/', pathNot: tests },
      to: { path: '^libs/(sandbox|grading)/', reachable: true },
    },
    {
      name: 'the-api-starts-no-process',
      comment: 'Invariant 1, the short way round.',
      severity: 'error',
      from: { path: '^apps/api/src/', pathNot: tests },
      to: { path: '^(node:)?(child_process|cluster|worker_threads)$' },
    },
    {
      name: 'grading-knows-no-services',
      comment:
        'Invariant 2: a task and a sandbox in, a report out, the same on the command line as in the grader.',
      severity: 'error',
      from: { path: '^libs/grading/', pathNot: tests },
      to: {
        path: '^libs/(database|queue)/|node_modules/(@prisma|pg|bullmq|ioredis|@nestjs)/',
        reachable: true,
      },
    },
    {
      name: 'pictures-run-in-a-browser',
      comment: 'Pictures are drawn by the page, the docs and the grader from the same code.',
      severity: 'error',
      from: { path: '^libs/pictures/', pathNot: tests },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'contracts-hold-no-logic',
      comment: 'Contracts are words: zod and each other are all they need.',
      severity: 'error',
      from: { path: '^libs/contracts/', pathNot: tests },
      to: { pathNot: ['^libs/contracts/', 'node_modules/zod/'] },
    },
    {
      name: 'the-page-sees-contracts-and-pictures',
      comment: 'Whatever else the page wants to know it asks the api for.',
      severity: 'error',
      from: { path: '^apps/web/src/' },
      to: { path: '^libs/', pathNot: '^libs/(contracts|pictures)/' },
    },
    {
      name: 'testing-is-for-tests',
      comment: 'A fake that ships is a fake result one day.',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: [tests, '^libs/testing/', '^apps/[^/]+/(e2e|src/testing)/'] },
      to: { path: '^libs/testing/' },
    },
    {
      name: 'no-import-of-a-built-file',
      comment: 'dist/ is what we make, never what we make it from.',
      severity: 'error',
      from: { path: '^(apps|libs)/' },
      to: { path: '^dist/' },
    },
    {
      name: 'every-import-exists',
      comment: 'An import that cannot be resolved is a typing error or a package nobody declared.',
      severity: 'error',
      from: { path: '^(apps|libs)/' },
      to: { couldNotResolve: true, pathNot: '^(node:|vite/)' },
    },
    {
      name: 'declared-packages-only',
      comment: 'A package that is only there because another one brought it may leave with it.',
      severity: 'error',
      from: {
        path: '^(apps|libs)/',
        pathNot: [tests, '^libs/testing/', '^apps/[^/]+/(e2e|src/testing)/', '^apps/web/'],
      },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-dev'] },
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules', '^dist/'] },
    exclude: { path: '^(\\.data|libs/database/generated)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.mjs', '.cjs', '.json'],
    },
  },
};
