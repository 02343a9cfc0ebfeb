import { mkdtempSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { findCommand } from './find-command.js';
import { namedFiles } from './named-files.js';
import { inputBytesMax, readInput } from './read-input.js';

const before = process.cwd();
const folder = mkdtempSync(join(tmpdir(), 'named-files-'));
process.chdir(folder);
afterAll(() => {
  process.chdir(before);
  rmSync(folder, { recursive: true });
});

mkdirSync('source/deep', { recursive: true });
mkdirSync('source/.git');
writeFileSync('source/main.c', 'int main;', { mode: 0o755 });
writeFileSync('source/deep/part.c', 'int part;');
writeFileSync('source/.git/config', 'secret');
symlinkSync('/etc/passwd', 'source/passwords');

test('a folder that a command names is copied with what is below it, hidden files and links left out', async () => {
  const files = await namedFiles(['make', '-C', 'source/', 'source/main.c', '/etc/passwd', '..', 'nothing']);
  expect(
    files.map(({ path, content, mode }) => [path, Buffer.from(content).toString(), mode & 0o100]),
  ).toEqual([
    ['source/deep/part.c', 'int part;', 0],
    ['source/main.c', 'int main;', 0o100],
  ]);
});

test('more files than are copied are refused, with the limit', async () => {
  mkdirSync('many');
  for (let at = 0; at <= 1000; at += 1) writeFileSync(`many/${at}`, '');
  await expect(namedFiles(['many'])).rejects.toThrow('At most 1000 files are copied into the sandbox');
});

test('standard input is read whole, and refused with the limit when it is longer', async () => {
  async function* pieces(...sizes: readonly number[]): AsyncGenerator<Uint8Array> {
    for (const size of sizes) yield new Uint8Array(size);
  }
  expect(await readInput(pieces(inputBytesMax - 1, 1))).toHaveLength(inputBytesMax);
  await expect(readInput(pieces(inputBytesMax, 1))).rejects.toThrow(`more than ${inputBytesMax} bytes`);
});

test('a command is looked for as execvp does, and a file that is no program is told so', async () => {
  await findCommand('main.c', `/nowhere:${folder}/source`);
  await findCommand('./source/main.c', '');
  await expect(findCommand('./source/deep/part.c', '')).rejects.toThrow('it is not executable');
  await expect(findCommand('mian.c', join(folder, 'source'))).rejects.toThrow(
    'There is no command mian.c on this machine. There is main.c.',
  );
  await expect(findCommand('./source/man.c', '')).rejects.toThrow(
    'There is no command ./source/man.c. There is source/main.c.',
  );
});
