import type { Exercise } from '#libs/catalogue/exercise';
import type { LanguageId, SourceFile } from '#libs/contracts/language';
import type { Sentence } from '#libs/contracts/sentence';
import { languages } from '#libs/sandbox/languages';
import type { BoxFile, Sandbox } from '#libs/sandbox/sandbox';
import { compileLimits } from '../limits.js';
import { runCompiler, type Compiled } from '../runs/run-compiler.js';
import { threadChecker } from '#libs/sandbox/thread-checker';
import { explainLinkError } from './explain-link-error.js';
import type { Harness } from './harness.js';
import { matchesPattern } from './matches-pattern.js';

/** A harness that runs, or why it and the hand-in do not fit. */
export type BuiltHarness =
  | { readonly kind: 'built'; readonly harness: Harness; readonly file: BoxFile }
  | { readonly kind: 'unfit'; readonly says: Sentence };

/** Whose functions the harnesses are to call. */
export interface HarnessBuild {
  readonly exercise: Exercise;
  readonly language: LanguageId;
  readonly files: readonly SourceFile[];
}

interface Where {
  readonly sandbox: Sandbox;
  readonly signal: AbortSignal;
}

/**
 * What stands above a harness: headers declare to it what they declare to any hand-in, and it may not guess how a function is called,
 * as old C may. The hand-in's own files stay as lenient as they were.
 */
const preface = `#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#ifndef __cplusplus
#pragma GCC diagnostic error "-Wimplicit-function-declaration"
#pragma GCC diagnostic error "-Wincompatible-pointer-types"
#pragma GCC diagnostic error "-Wint-conversion"
#endif
#line 1
`;

const proven = new Map<string, Promise<void>>();

/**
 * Builds each harness together with the files of the hand-in that it asks for, inside the sandbox. One that does not fit is the
 * hand-in's fault, unless it does not fit the exercise's own solution either: then this rejects with an Error.
 */
export async function buildHarnesses(
  build: HarnessBuild,
  harnesses: readonly Harness[],
  where: Where,
): Promise<ReadonlyMap<string, BuiltHarness>> {
  const built = await Promise.all(
    harnesses.map(async (harness) => [harness.name, await buildHarness(build, harness, where)] as const),
  );
  return new Map(built);
}

async function buildHarness(build: HarnessBuild, harness: Harness, where: Where): Promise<BuiltHarness> {
  const compiled = await link(build, harness, where);
  const [file] = compiled.files;
  if (file !== undefined) return { kind: 'built', harness, file };
  await prove(build, harness, where);
  const files = wanted(build.files, harness).map(({ path }) => path);
  return { kind: 'unfit', says: explainLinkError({ harness: harness.name, files, says: compiled.says }) };
}

function wanted(files: readonly SourceFile[], harness: Harness): readonly SourceFile[] {
  return files.filter(({ path }) => matchesPattern(path, harness.with));
}

function link(
  { exercise, language, files }: HarnessBuild,
  harness: Harness,
  where: Where,
): Promise<Compiled> {
  const { link: linking } = languages[language];
  if (linking === undefined) throw new Error(`${exercise.slug}: a harness cannot call ${language}.`);
  const checker = { path: 'harness/thread-checker.c', content: threadChecker() };
  const sources = [
    ...exercise.harnesses.map(({ path, content }) => ({
      path: `harness/${path}`,
      content: path === harness.source ? `${preface}${content}` : content,
    })),
    ...wanted(files, harness),
    ...(harness.sanitize === 'thread' ? [checker] : []),
  ];
  const own = [`harness/${harness.source}`, ...(harness.sanitize === 'thread' ? [checker.path] : [])];
  const paths = [...own, ...wanted(files, harness).map(({ path }) => path)];
  const argv = linking(harness.name, paths, harness.sanitize);
  return runCompiler(
    { argv, sources, products: [harness.name], limits: compileLimits },
    where.sandbox,
    where.signal,
  );
}

/** Rejects unless the harness fits a solution of the exercise; asked once for each content of the exercise and each image. */
function prove(build: HarnessBuild, harness: Harness, where: Where): Promise<void> {
  const { exercise, language } = build;
  const key = `${exercise.hash} ${where.sandbox.image.digest} ${language} ${harness.name}`;
  const known = proven.get(key);
  if (known) return known;
  const proving = proveNow(build, harness, where);
  proven.set(key, proving);
  proving.catch(() => proven.delete(key));
  return proving;
}

async function proveNow({ exercise, language }: HarnessBuild, harness: Harness, where: Where): Promise<void> {
  const solution = exercise.solutions.find((one) => one.language === language);
  if (solution === undefined)
    throw new Error(`${exercise.slug}: no solution in ${language} proves the harness ${harness.name}.`);
  const compiled = await link({ exercise, language, files: solution.files }, harness, where);
  if (compiled.exitCode !== 0)
    throw new Error(
      `${exercise.slug}: harness ${harness.name} does not fit ${solution.name}: ${compiled.says}`,
    );
}
