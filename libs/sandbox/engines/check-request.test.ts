import { expect, test } from 'vitest';
import type { RunRequest } from '../sandbox.js';
import { checkRequest } from './check-request.js';

const limits = {
  wallMs: 1,
  cpuMs: 1,
  memoryBytes: 1,
  processes: 1,
  outputBytes: 1,
  diskBytes: 1,
  inodes: 1,
  openFiles: 1,
};

function aRequest(changes: Partial<RunRequest> = {}): RunRequest {
  const program = {
    name: 'p',
    argv: ['./p'],
    env: {},
    stdin: 'pipe',
    stdout: { kind: 'closed' },
    reading: 'free',
  } as const;
  return {
    files: [],
    programs: [program],
    steps: [],
    collect: [],
    limits,
    sysctls: {},
    traced: false,
    ...changes,
  };
}

test('an ordinary request passes', () => {
  expect(() => checkRequest(aRequest())).not.toThrow();
});

test('no path leads out of /box', () => {
  for (const path of [
    '../x',
    '/etc/passwd',
    'a/../../b',
    '',
    'a//b',
    './a',
    'a/',
    'a\0b',
    '/box',
    '/tmp/',
    '/tmp/../etc/x',
    '/dev/x',
    'x'.repeat(2_000),
  ])
    expect(() => checkRequest(aRequest({ collect: [path] }))).toThrow('/box');
});

test('files are placed, awaited and collected in the folders of the run', () => {
  const file = { path: '/mnt/in', content: Buffer.of(), mode: 0o755, kind: 'folder' } as const;
  const wanted = { kind: 'there' } as const;
  const step = { do: 'await-file', path: '/dev/shm/a', wanted, withinMs: 5 } as const;
  expect(() =>
    checkRequest(aRequest({ files: [file], steps: [step], collect: ['/tmp/x', 'y', '/box/z'] })),
  ).not.toThrow();
  expect(() => checkRequest(aRequest({ steps: [{ ...step, path: '/proc/1/x' }] }))).toThrow('/box');
});

test('only sysctls of the own namespaces are set, and only to numbers', () => {
  const set = (name: string, value: string) => () => checkRequest(aRequest({ sysctls: { [name]: value } }));
  expect(set('kernel.msgmnb', '16384')).not.toThrow();
  expect(set('net.ipv4.tcp_rmem', '4096 8192 16384')).not.toThrow();
  expect(set('kernel.core_pattern', '1')).toThrow('namespaces');
  expect(set('fs.pipe-max-size', '1')).toThrow('namespaces');
  expect(set('fs.mqueue.msg_max', '1; id')).toThrow('namespaces');
});

test('a limit is a positive integer', () => {
  for (const wallMs of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])
    expect(() => checkRequest(aRequest({ limits: { ...limits, wallMs } }))).toThrow('wallMs');
});

test('a step means a program of the run', () => {
  expect(() => checkRequest(aRequest({ steps: [{ do: 'close-input', program: 1 }] }))).toThrow('program 1');
});

test('a processor watches only so much, and only a traced run tells of it', () => {
  const word = { object: 'anonymous', offset: 0, bytes: 8, loads: true } as const;
  const watches = (count: number) => Array.from({ length: count }, () => word);
  const piece = { object: 'anonymous', offset: 0, bytes: 8 };
  expect(() =>
    checkRequest(aRequest({ watches: watches(2), snapshots: [piece], traced: true })),
  ).not.toThrow();
  expect(() => checkRequest(aRequest({ watches: watches(3), traced: true }))).toThrow('6 are needed');
  expect(() => checkRequest(aRequest({ watches: watches(1) }))).toThrow('traced');
  expect(() =>
    checkRequest(aRequest({ snapshots: Array.from({ length: 5 }, () => piece), traced: true })),
  ).toThrow('at most 4');
});
