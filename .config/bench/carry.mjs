import { randomBytes } from 'node:crypto';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../setup/run-command.mjs';
import { runProgram } from './run-program.mjs';

const slug = 'pipe/90-carry';
const ownMechanisms = join(root, '.config/bench/mechanisms');

/** The exercise of the bench, read as the product reads it: `{ slug, files, inputs, compile }`. */
export async function readCarry() {
  const { readCatalogue } = await import('../../dist/libs/catalogue/read-catalogue.js');
  const { languages } = await import('../../dist/libs/sandbox/languages.js');
  const { solutions, programs, plan } = (await readCatalogue(ownMechanisms)).exercise(slug);
  const [{ files }] = solutions;
  return {
    slug,
    files,
    program: programs[0],
    inputs: plan.cases.map(({ input }) => randomBytes(input?.random ?? 0)),
    // The words that the sandbox runs, so that both compilers have the same to do.
    compile: languages.c.compile(
      programs[0],
      files.map(({ path }) => path),
    ),
  };
}

/** Makes a folder that holds this product's mechanisms, for the self-test of a start, and the exercise of the bench. */
export async function copyMechanisms(to) {
  await cp(join(root, 'libs/mechanisms'), to, { recursive: true });
  await cp(ownMechanisms, to, { recursive: true });
}

/**
 * Compiles and runs without any sandbox what a grading compiles and runs, one after the other, and resolves to the milliseconds
 * it took. Throws when the program does not carry its input: the time of something else would be no floor.
 */
export async function runPlainly(carry, { folder, signal }) {
  await mkdir(folder, { recursive: true });
  const cwd = await mkdtemp(join(folder, 'plain-'));
  for (const { path, content } of carry.files) await writeFile(join(cwd, path), content);
  const beganMs = performance.now();
  await runProgram(carry.compile, { cwd, signal });
  for (const input of carry.inputs) {
    const output = await runProgram([join(cwd, carry.program)], { cwd, input, signal });
    if (!output.equals(input)) throw new Error(`The plain run lost some of its ${input.length} bytes.`);
  }
  const tookMs = performance.now() - beganMs;
  await rm(cwd, { recursive: true });
  return tookMs;
}
