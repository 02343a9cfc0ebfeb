import { noteForms, recordKinds } from '../tracer/read-records.js';

/** A note to be written: a copy from memory, or a descriptor with its name. */
export type NewNote =
  | { readonly argument: number; readonly bytes: Buffer }
  | { readonly argument: number; readonly fd: number; readonly target: string };

/** A call to be written: its name and what stands in its registers. */
export interface NewCall {
  readonly name: string;
  readonly args: readonly number[];
}

/** A store to, or a load from, eight bytes at an address. */
export interface NewAccess {
  readonly kind: 'store' | 'load';
  readonly address: number;
  readonly value: bigint;
  readonly before?: bigint;
  readonly isSure?: boolean;
}

const shapes = [
  { number: 0, name: 'read', signature: 'fd bytes-out uint' },
  { number: 1, name: 'write', signature: 'fd bytes-in uint' },
  { number: 9, name: 'mmap', signature: 'pointer uint protection map-flags fd hex -> pointer' },
  { number: 61, name: 'wait4', signature: 'int status-out wait-options hex' },
  { number: 56, name: 'clone', signature: 'clone-flags hex hex hex hex' },
  { number: 59, name: 'execve', signature: 'path-in strings-in hex' },
  { number: 202, name: 'futex', signature: 'pointer futex-operation int hex pointer int' },
  { number: 231, name: 'exit_group', signature: 'int' },
];

/** Writes streams as the tracer does, for tests: each record a millisecond after the one before. */
export class StreamMaker {
  readonly #parts: Buffer[] = [header()];
  #ms = 1000;

  enter(tid: number, { name, args }: NewCall, notes: readonly NewNote[] = []): this {
    const shape = shapes.find((one) => one.name === name);
    if (!shape) throw new Error(`No shape for ${name}.`);
    const body = Buffer.alloc(2 + 48);
    body.writeUInt16LE(shape.number, 0);
    for (const [at, value] of args.entries()) body.writeBigInt64LE(BigInt(value), 2 + at * 8);
    return this.#record(recordKinds.enter, tid, Buffer.concat([body, ...notes.map(noteBytes)]));
  }

  leave(tid: number, result: number, notes: readonly NewNote[] = []): this {
    const body = Buffer.alloc(8);
    body.writeBigInt64LE(BigInt(result), 0);
    return this.#record(recordKinds.leave, tid, Buffer.concat([body, ...notes.map(noteBytes)]));
  }

  /** What a tracer that watches a word saw there; sure unless said otherwise. */
  access(tid: number, some: NewAccess): this {
    const body = Buffer.alloc(29);
    body.writeUInt8(some.kind === 'store' ? 0 : 1, 2);
    body.writeUInt8(some.isSure === false ? 0 : 1, 3);
    body.writeUInt8(8, 4);
    body.writeBigUInt64LE(BigInt(some.address), 5);
    body.writeBigUInt64LE(some.before ?? 0n, 13);
    body.writeBigUInt64LE(some.value, 21);
    return this.#record(recordKinds.access, tid, body);
  }

  /** What stood at an address. */
  snapshot(tid: number, address: number, content: Uint8Array): this {
    const head = Buffer.alloc(10);
    head.writeBigUInt64LE(BigInt(address), 2);
    return this.#record(recordKinds.snapshot, tid, Buffer.concat([head, content]));
  }

  /** No more accesses are told. */
  noMoreAccesses(tid: number): this {
    return this.#record(recordKinds.access, tid, Buffer.from([0, 0, 2]));
  }

  died(tid: number, status: number): this {
    const body = Buffer.alloc(4);
    body.writeInt32LE(status, 0);
    return this.#record(recordKinds.died, tid, body);
  }

  /** The thread `old` goes on as the leader `tid`. */
  replaced(tid: number, old: number): this {
    const body = Buffer.alloc(4);
    body.writeUInt32LE(old, 0);
    return this.#record(recordKinds.replaced, tid, body);
  }

  cut(): this {
    return this.#record(recordKinds.cut, 0, Buffer.alloc(0));
  }

  bytes(): Buffer {
    return Buffer.concat(this.#parts);
  }

  #record(kind: number, tid: number, body: Buffer): this {
    this.#ms += 1;
    const head = Buffer.alloc(17);
    head.writeUInt32LE(13 + body.length, 0);
    head.writeUInt8(kind, 4);
    head.writeUInt32LE(tid, 5);
    head.writeBigUInt64LE(BigInt(this.#ms) * 1_000_000n, 9);
    this.#parts.push(head, body);
    return this;
  }
}

function header(): Buffer {
  const calls = shapes.map(({ number, name, signature }) =>
    Buffer.concat([
      u16(number),
      u16(name.length),
      Buffer.from(name),
      u16(signature.length),
      Buffer.from(signature),
    ]),
  );
  return Buffer.concat([Buffer.from('IPCT'), u16(1), u16(shapes.length), ...calls]);
}

function u16(value: number): Buffer {
  const raw = Buffer.alloc(2);
  raw.writeUInt16LE(value, 0);
  return raw;
}

function noteBytes(note: NewNote): Buffer {
  const content = 'bytes' in note ? note.bytes : Buffer.concat([Buffer.alloc(4), Buffer.from(note.target)]);
  if ('fd' in note) content.writeInt32LE(note.fd, 0);
  const head = Buffer.alloc(6);
  head.writeUInt8(note.argument, 0);
  head.writeUInt8('bytes' in note ? noteForms.bytes : noteForms.descriptor, 1);
  head.writeUInt32LE(content.length, 2);
  return Buffer.concat([head, content]);
}
