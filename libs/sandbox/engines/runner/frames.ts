import { constants } from 'node:fs';
import type { BoxFile, Program } from '../../sandbox.js';
import type { ChildTarget, Target } from '../../step.js';

/** The kinds of frames that the host sends; `sandbox-images/runner/protocol.md` explains each. */
const toRunner = {
  prepare: 1,
  sysctl: 2,
  file: 3,
  fileData: 4,
  program: 5,
  start: 6,
  release: 7,
  input: 8,
  closeInput: 9,
  credit: 10,
  closeOutput: 11,
  signal: 12,
  status: 13,
  collect: 14,
  remnants: 15,
  kill: 16,
  releaseOne: 17,
} as const;

/** What the runner bounds: bytes and counts, and 0 address bytes where a cgroup bounds memory. */
export interface RunnerLimits {
  readonly diskBytes: number;
  readonly inodes: number;
  readonly processes: number;
  readonly openFiles: number;
  readonly cpuSeconds: number;
  readonly addressBytes: number;
  readonly soft: boolean;
  /** Where programs stop for ipclab's own tracer: at the calls of a trace, at those too that only faults are for, or at all that may sleep as well. */
  readonly stops: keyof typeof stopKinds;
  /** Whether programs are loaded at the same addresses in every run. */
  readonly fixedAddresses: boolean;
}

/** The most bytes of standard input that may be on their way to one program. */
export const inputWindowBytes = 256 * 1024;
/** The most bytes of a frame's payload that the host sends at once. */
export const pieceBytes = 64 * 1024;

const ordinaryUmask = 0o022;
const stdinKinds = { pipe: 0, closed: 1, 'null-device': 2, terminal: 3 } as const;
const stdoutKinds = { pipe: 0, 'full-device': 1, closed: 2 } as const;
const stopKinds = { nowhere: 0, usual: 1, 'with-rare': 2, everywhere: 3 } as const;
/** As in `st_mode`, see inode(7). */
const fileKinds = { file: constants.S_IFREG, folder: constants.S_IFDIR, fifo: constants.S_IFIFO } as const;
const targets = { program: 0, descendants: 1, everybody: 2 } as const;

function frame(kind: number, ...parts: readonly Uint8Array[]): Buffer {
  const bytes = parts.reduce((sum, part) => sum + part.length, 1);
  const head = Buffer.alloc(5);
  head.writeUInt32LE(bytes);
  head.writeUInt8(kind, 4);
  return Buffer.concat([head, ...parts]);
}

function u64(...values: readonly number[]): Buffer {
  const raw = Buffer.alloc(values.length * 8);
  for (const [place, value] of values.entries()) raw.writeBigUInt64LE(BigInt(Math.trunc(value)), place * 8);
  return raw;
}

const text = (value: string): Buffer => Buffer.from(`${value}\0`);
const byte = (value: number): Buffer => Buffer.of(value);

export const startFrame = (): Buffer => frame(toRunner.start);
export const releaseFrame = (): Buffer => frame(toRunner.release);
export const releaseOneFrame = (program: number): Buffer => frame(toRunner.releaseOne, byte(program));
/** Asks who lives, and, if wanted, how many descriptors each has open. */
export const statusFrame = (descriptors: 'counted' | 'uncounted'): Buffer =>
  frame(toRunner.status, byte(descriptors === 'counted' ? 1 : 0));
export const remnantsFrame = (): Buffer => frame(toRunner.remnants);
export const killFrame = (): Buffer => frame(toRunner.kill);
export const closeInputFrame = (program: number): Buffer => frame(toRunner.closeInput, byte(program));
export const closeOutputFrame = (program: number): Buffer => frame(toRunner.closeOutput, byte(program));

/** Mounts the bounded folders. */
export function prepareFrame(limits: RunnerLimits): Buffer {
  const { diskBytes, inodes, processes, openFiles, cpuSeconds, addressBytes } = limits;
  const numbers = u64(diskBytes, inodes, processes, openFiles, cpuSeconds, addressBytes);
  const { soft, stops, fixedAddresses } = limits;
  const flags = [soft ? 1 : 0, stopKinds[stops], fixedAddresses ? 1 : 0];
  return frame(toRunner.prepare, numbers, ...flags.map(byte));
}

/** Sets a sysctl by its dotted name. */
export function sysctlFrame(name: string, value: string): Buffer {
  return frame(toRunner.sysctl, text(name.replaceAll('.', '/')), text(value));
}

/** Places a file, in pieces. */
export function fileFrames(file: BoxFile): readonly Buffer[] {
  const mode = Buffer.alloc(4);
  mode.writeUInt32LE(fileKinds[file.kind ?? 'file'] + file.mode);
  const frames = [frame(toRunner.file, mode, text(file.path))];
  for (let at = 0; at < file.content.length; at += pieceBytes)
    frames.push(frame(toRunner.fileData, file.content.subarray(at, at + pieceBytes)));
  return frames;
}

/** Describes a program. */
export function programFrame(program: Program): Buffer {
  const env = Object.entries(program.env).map(([name, value]) => `${name}=${value}`);
  const head = Buffer.alloc(34);
  head.writeUInt8(stdinKinds[program.stdin], 0);
  head.writeUInt8(stdoutKinds[program.stdout.kind], 1);
  head.writeUInt8(program.reading === 'held' ? 1 : 0, 2);
  head.writeUInt8(program.starts === 'by-step' ? 1 : 0, 3);
  head.writeUInt32LE(program.stdout.kind === 'pipe' ? program.stdout.capacityBytes : 0, 4);
  head.writeUInt32LE(program.openFiles ?? 0, 8);
  u64(program.fileBytes ?? 0).copy(head, 12);
  head.writeUInt16LE(program.umask ?? ordinaryUmask, 20);
  u64((program.ignoredSignals ?? []).reduce((mask, signal) => mask + 2 ** (signal - 1), 0)).copy(head, 22);
  head.writeUInt16LE(program.argv.length, 30);
  head.writeUInt16LE(env.length, 32);
  return frame(toRunner.program, head, ...[program.sealed ?? '', ...program.argv, ...env].map(text));
}

/** Brings standard input to a program; at most `inputWindowBytes` may be unaccepted. */
export function inputFrame(program: number, data: Uint8Array): Buffer {
  return frame(toRunner.input, byte(program), data);
}

/** Lets the runner read so many more bytes of a held output. */
export function creditFrame(program: number, bytes: number): Buffer {
  return frame(toRunner.credit, byte(program), u64(Number.isFinite(bytes) ? bytes : Number.MAX_SAFE_INTEGER));
}

/** Signals a program, what is below it, both, or one child of it. */
export function signalFrame(program: number, target: Target | ChildTarget, signal: number): Buffer {
  const word = typeof target === 'string' ? targets[target] : targets.everybody + target.child;
  return frame(toRunner.signal, byte(program), byte(word), byte(signal));
}

/** Asks for a regular file of at most so many bytes. */
export function collectFrame(path: string, mostBytes: number): Buffer {
  return frame(toRunner.collect, u64(mostBytes), text(path));
}
