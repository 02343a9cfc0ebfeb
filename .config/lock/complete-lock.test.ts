import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../setup/run-command.mjs';
import { missingOptional } from './complete-lock.mjs';

test('our lock names the packages of every kind of machine, so that `npm ci` takes it; else run node .config/lock.mjs', async () => {
  const lock = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8'));
  expect(missingOptional(lock.packages)).toEqual([]);
});

test('a package of another machine is added with the system, processor and C library in its name', () => {
  const optionalDependencies = { '@a/b-linux-arm-musleabihf': '1.2.3', '@a/b-darwin-x64': '1.2.3' };
  expect(
    missingOptional({ 'node_modules/a': { version: '1.2.3', dev: true, optionalDependencies } }),
  ).toEqual([
    [
      'node_modules/@a/b-linux-arm-musleabihf',
      { version: '1.2.3', os: ['linux'], cpu: ['arm'], libc: ['musl'], dev: true, optional: true },
    ],
    [
      'node_modules/@a/b-darwin-x64',
      { version: '1.2.3', os: ['darwin'], cpu: ['x64'], dev: true, optional: true },
    ],
  ]);
});

test('a package is not missing when it stands beside the one that names it, or above', () => {
  const optionalDependencies = { 'inner-linux-x64': '1.0.0', 'outer-linux-x64': '1.0.0' };
  const there = { version: '1.0.0' };
  const packages = {
    'node_modules/a/node_modules/b': { ...there, optionalDependencies },
    'node_modules/a/node_modules/b/node_modules/inner-linux-x64': there,
    'node_modules/outer-linux-x64': there,
  };
  expect(missingOptional(packages)).toEqual([]);
});

test('what cannot be told from a name or a range of versions is an error, not a guess', () => {
  const wanting = (optionalDependencies: object) => ({ 'node_modules/a': { optionalDependencies } });
  expect(() => missingOptional(wanting({ fsevents: '2.0.0' }))).toThrow('says no system and processor');
  expect(() => missingOptional(wanting({ 'b-linux-x64': '^2.0.0' }))).toThrow('names no one version');
});
