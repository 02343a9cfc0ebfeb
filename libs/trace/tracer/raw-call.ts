import { type CallShape, type Note, noteForms } from './read-records.js';

/** Bytes of the number and the six arguments at the beginning of a call's record. */
export const argumentBytes = 2 + 6 * 8;

/** A call as the tracer saw it: arguments as the kernel got them, and what they pointed to. */
export class RawCall {
  readonly shape: CallShape;
  readonly #arguments: Buffer;
  readonly #notes: readonly Note[];

  constructor(shape: CallShape, body: Buffer, notes: readonly Note[]) {
    this.shape = shape;
    this.#arguments = body.subarray(2, argumentBytes);
    this.#notes = notes;
  }

  /** The same call with what it has on its way back; that counts more than what it had on its way in. */
  withNotes(notes: readonly Note[]): RawCall {
    const told = new Set(notes.map((note) => note.argument));
    const kept = this.#notes.filter((note) => !told.has(note.argument));
    return new RawCall(this.shape, Buffer.concat([Buffer.alloc(2), this.#arguments]), [...kept, ...notes]);
  }

  /** An int. */
  int(at: number): number {
    return this.#arguments.readInt32LE(at * 8);
  }

  /** An unsigned int: flags, modes, commands. */
  bits(at: number): number {
    return this.#arguments.readUInt32LE(at * 8);
  }

  /** A long; of what is larger than a double holds, the nearest one. */
  long(at: number): number {
    return Number(this.#arguments.readBigInt64LE(at * 8));
  }

  /** A size. */
  size(at: number): number {
    return Number(this.#arguments.readBigUInt64LE(at * 8));
  }

  /** All notes of an argument, in their order. */
  notes(at: number): readonly Note[] {
    return this.#notes.filter((note) => note.argument === at);
  }

  /** What an argument points to; null when it could not be read. */
  bytes(at: number): Buffer | null {
    return this.notes(at).find((note) => note.form === noteForms.bytes)?.bytes ?? null;
  }
}
