import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { LanguageId } from '#libs/contracts/language';
import { readHandIn } from './read-hand-in.js';

const languages: LanguageId[] = ['c', 'python'];
const exercise = { programs: ['uppercase'], languages };
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hand-in-'));
});
afterEach(() => rm(folder, { recursive: true }));

const paths = async (path: string) => (await readHandIn(path, exercise)).map((file) => file.path);

test('a folder is handed in with what lies below it, without hidden files and what compilers left', async () => {
  await mkdir(join(folder, 'io'));
  await mkdir(join(folder, '.git'));
  await mkdir(join(folder, '__pycache__'));
  await writeFile(join(folder, 'uppercase.c'), 'int main(void) {}');
  await writeFile(join(folder, 'io', 'read.h'), '');
  await writeFile(join(folder, '.git', 'config'), '');
  await writeFile(join(folder, '__pycache__', 'x.pyc'), '');
  await writeFile(join(folder, 'uppercase.o'), '');
  await writeFile(join(folder, 'uppercase'), Buffer.from('\x7fELF\x02', 'latin1'));
  expect(await paths(folder)).toEqual(['io/read.h', 'uppercase.c']);
});

test('a single source is handed in under the name of the program', async () => {
  await writeFile(join(folder, 'keeps-write-end.c'), '');
  await writeFile(join(folder, 'notes.txt'), '');
  expect(await paths(join(folder, 'keeps-write-end.c'))).toEqual(['uppercase.c']);
  expect(await paths(join(folder, 'notes.txt'))).toEqual(['notes.txt']);
});

test('a source of an exercise with two programs keeps its name', async () => {
  await writeFile(join(folder, 'server.c'), '');
  const two = { programs: ['server', 'client'], languages };
  expect((await readHandIn(join(folder, 'server.c'), two)).map((file) => file.path)).toEqual(['server.c']);
});

test('a symbolic link is refused, in a folder and by itself, and not followed', async () => {
  await symlink('/etc/passwd', join(folder, 'uppercase.c'));
  await expect(readHandIn(folder, exercise)).rejects.toMatchObject({ code: 'BAD_PATH' });
  await expect(readHandIn(join(folder, 'uppercase.c'), exercise)).rejects.toThrow(/is a symbolic link/);
});

test('a FIFO is refused and nobody waits for its writer', async () => {
  execFileSync('mkfifo', [join(folder, 'uppercase.c')]);
  await expect(readHandIn(join(folder, 'uppercase.c'), exercise)).rejects.toMatchObject({ code: 'BAD_PATH' });
  await expect(readHandIn(folder, exercise)).rejects.toMatchObject({ code: 'BAD_PATH' });
});

test('a path where nothing is is refused with the path', async () => {
  await expect(readHandIn(join(folder, 'none'), exercise)).rejects.toMatchObject({ code: 'NO_FILES' });
  await expect(readHandIn(join(folder, 'none'), exercise)).rejects.toThrow(/none/);
});

test('a file of gigabytes is refused by its size, unread', async () => {
  execFileSync('truncate', ['-s', '4G', join(folder, 'uppercase.c')]);
  await expect(readHandIn(folder, exercise)).rejects.toMatchObject({ code: 'FILE_TOO_LARGE' });
});

test('an archive on the disk is unpacked', async () => {
  await writeFile(join(folder, 'broken.tar.gz'), gzipSync('no tar file'.repeat(100)));
  await expect(readHandIn(join(folder, 'broken.tar.gz'), exercise)).rejects.toMatchObject({
    code: 'BAD_ARCHIVE',
  });
});
