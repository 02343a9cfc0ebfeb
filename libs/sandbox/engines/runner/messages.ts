import type { Remnant } from '../../remnant.js';

/** A process as the runner saw it; times are nanoseconds summed over its threads, run time also over its reaped children. */
export interface ProcessLook {
  readonly pid: number;
  readonly parentPid: number;
  readonly name: string;
  /** `R` when any thread runs, else the main thread's state; see proc_pid_stat(5). */
  readonly state: string;
  /** Each of its threads sleeps in a call that only another task can end. */
  readonly sleepsForEver: boolean;
  readonly runNs: number;
  readonly waitNs: number;
  /** How many descriptors are open, in a look that counts them. */
  readonly descriptors: number;
  readonly group: number;
  readonly session: number;
  /** The foreground group of its terminal; -1 when it has none. */
  readonly foreground: number;
  /** Numbers of signals. */
  readonly ignored: readonly number[];
  readonly blocked: readonly number[];
}

/** Everybody in the sandbox at one moment. `pending`: output or input is on its way. */
export interface Look {
  readonly pending: boolean;
  readonly reapedNs: number;
  readonly processes: readonly ProcessLook[];
}

/** What the runner says; `sandbox-images/runner/protocol.md` explains each. */
export type Message =
  | { readonly kind: 'ready' }
  | {
      readonly kind: 'started';
      readonly program: number;
      readonly pid: number;
      readonly pipes: readonly number[];
    }
  | { readonly kind: 'output'; readonly program: number; readonly stream: number; readonly bytes: Buffer }
  | { readonly kind: 'output-end'; readonly program: number; readonly stream: number }
  | { readonly kind: 'accepted'; readonly program: number; readonly bytes: number }
  | { readonly kind: 'input-end'; readonly program: number }
  | {
      readonly kind: 'exited';
      readonly program: number;
      readonly killed: boolean;
      readonly code: number;
      readonly wallMs: number;
    }
  | { readonly kind: 'empty' }
  | { readonly kind: 'status'; readonly look: Look }
  | {
      readonly kind: 'file';
      readonly part: (typeof fileParts)[number];
      readonly bytes: Buffer;
    }
  | { readonly kind: 'remnants'; readonly remnants: readonly Remnant[] }
  | { readonly kind: 'error'; readonly says: string };

const fileParts = ['bytes', 'end', 'missing', 'too-large', 'other'] as const;

/** Understands one frame's payload. Throws an Error when the runner speaks another protocol. */
export function readMessage(kind: number, payload: Buffer): Message {
  switch (kind) {
    case 1:
      return { kind: 'ready' };
    case 2: {
      const pipes = [5, 13, 21].map((at) => Number(payload.readBigUInt64LE(at)));
      return { kind: 'started', program: payload.readUInt8(0), pid: payload.readUInt32LE(1), pipes };
    }
    case 3: {
      const bytes = payload.subarray(2);
      return { kind: 'output', program: payload.readUInt8(0), stream: payload.readUInt8(1), bytes };
    }
    case 4:
      return { kind: 'output-end', program: payload.readUInt8(0), stream: payload.readUInt8(1) };
    case 5:
      return { kind: 'accepted', program: payload.readUInt8(0), bytes: payload.readUInt32LE(1) };
    case 6:
      return { kind: 'input-end', program: payload.readUInt8(0) };
    case 7:
      return readExit(payload);
    case 8:
      return { kind: 'empty' };
    case 9:
      return { kind: 'status', look: readLook(payload) };
    case 10:
      return { kind: 'file', part: fileParts[payload.readUInt8(0)] ?? 'missing', bytes: payload.subarray(1) };
    case 11:
      return { kind: 'remnants', remnants: readRemnants(payload) };
    case 12:
      return { kind: 'error', says: payload.toString() };
    default:
      throw new Error(`The runner said a word that the host does not know: ${kind}.`);
  }
}

function readExit(payload: Buffer): Message {
  return {
    kind: 'exited',
    program: payload.readUInt8(0),
    killed: payload.readUInt8(1) === 1,
    code: payload.readUInt8(2),
    wallMs: Number(payload.readBigUInt64LE(3)) / 1e6,
  };
}

function readLook(payload: Buffer): Look {
  const processes: ProcessLook[] = [];
  const count = payload.readUInt32LE(9);
  let at = 13;
  for (let i = 0; i < count; i += 1) {
    const nameBytes = payload.readUInt8(at + 58);
    processes.push({
      pid: payload.readUInt32LE(at),
      parentPid: payload.readUInt32LE(at + 4),
      state: String.fromCharCode(payload.readUInt8(at + 8)),
      sleepsForEver: payload.readUInt8(at + 9) === 1,
      runNs: Number(payload.readBigUInt64LE(at + 10)),
      waitNs: Number(payload.readBigUInt64LE(at + 18)),
      descriptors: payload.readUInt32LE(at + 26),
      group: payload.readUInt32LE(at + 30),
      session: payload.readUInt32LE(at + 34),
      foreground: payload.readInt32LE(at + 38),
      ignored: signalsOf(payload.readBigUInt64LE(at + 42)),
      blocked: signalsOf(payload.readBigUInt64LE(at + 50)),
      name: payload.toString('utf8', at + 59, at + 59 + nameBytes),
    });
    at += 59 + nameBytes;
  }
  return { pending: payload.readUInt8(0) === 1, reapedNs: Number(payload.readBigUInt64LE(1)), processes };
}

// Bit 0 is number 1.
function signalsOf(mask: bigint): readonly number[] {
  return Array.from({ length: 64 }, (_, at) => at + 1).filter((signal) => (mask >> BigInt(signal - 1)) & 1n);
}

function readRemnants(payload: Buffer): Remnant[] {
  const remnants: Remnant[] = [];
  for (let at = 0; at < payload.length;) {
    const [place, type] = payload.toString('latin1', at, at + 2);
    const nameBytes = payload.readUInt16LE(at + 22);
    const name = payload.toString('utf8', at + 24, at + 24 + nameBytes);
    remnants.push({
      ...nameRemnant(place ?? '', type ?? '', name),
      mode: payload.readUInt32LE(at + 2),
      inode: Number(payload.readBigUInt64LE(at + 6)),
      bytes: Number(payload.readBigUInt64LE(at + 14)),
    });
    at += 24 + nameBytes;
  }
  return remnants;
}

type Named = Pick<Remnant, 'kind' | 'name'>;

const fileTypes: Readonly<Record<string, Remnant['kind']>> = { p: 'fifo', s: 'socket', d: 'folder' };
const systemV: Readonly<Record<string, Remnant['kind']>> = {
  m: 'system-v-mq',
  h: 'system-v-shm',
  e: 'system-v-sem',
};

/** glibc keeps a named semaphore `/x` as `/dev/shm/sem.x`, see sem_overview(7). */
function nameRemnant(place: string, type: string, name: string): Named {
  const inSystemV = systemV[place];
  if (inSystemV !== undefined) return { kind: inSystemV, name };
  if (place === 'q') return { kind: 'posix-mq', name: `/${name}` };
  const special = fileTypes[type];
  const path = place === 's' ? `/dev/shm/${name}` : name;
  if (special !== undefined) return { kind: special, name: path };
  if (place !== 's') return { kind: 'file', name };
  if (name.startsWith('sem.')) return { kind: 'semaphore', name: `/${name.slice(4)}` };
  return { kind: 'posix-shm', name: `/${name}` };
}
