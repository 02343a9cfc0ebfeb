/** A call that the tracer stops at: its number, and kinds of arguments and of the answer as `traced-calls.h` names them. */
export interface CallShape {
  readonly name: string;
  readonly kinds: readonly string[];
  readonly answer: string | null;
}

/** Numbers of records and of the forms of notes, as `sandbox-images/tracer/protocol.md` has them. */
export const recordKinds = {
  born: 1,
  enter: 2,
  leave: 3,
  signal: 4,
  died: 5,
  replaced: 6,
  cut: 7,
  fault: 8,
  access: 9,
  snapshot: 10,
  turn: 11,
  stuck: 12,
  free: 13,
} as const;
export const noteForms = {
  bytes: 0,
  descriptor: 1,
  piece: 2,
  name: 3,
  control: 4,
  message: 5,
} as const;

/** What an argument points to or refers to; `argument` is 6 for the answer. */
export interface Note {
  readonly argument: number;
  readonly form: number;
  readonly bytes: Buffer;
}

/** One record: `tid` as the programs see it, time in milliseconds on a clock that only rises. */
export interface TracerRecord {
  readonly kind: number;
  readonly tid: number;
  readonly ms: number;
  readonly body: Buffer;
}

const magic = 'IPCT';
const version = 1;
const headBytes = 4 + 1 + 4 + 8;

/** Raised for a stream that is not the tracer's or of another version: our own mistake, never a program's. */
export class BrokenStream extends Error {
  constructor(says: string) {
    super(`The tracer's stream cannot be read: ${says}`);
    this.name = 'BrokenStream';
  }
}

/** Cuts a stream into its header and its records. A last record that is cut short is dropped. */
export class RecordReader {
  #rest: Buffer = Buffer.alloc(0);
  #shapes: ReadonlyMap<number, CallShape> | null = null;

  /** The calls that the stream is about, by number; null until its header has come. */
  get shapes(): ReadonlyMap<number, CallShape> | null {
    return this.#shapes;
  }

  /** Reads on; answers the records that are complete now. */
  *read(chunk: Buffer): Generator<TracerRecord> {
    this.#rest = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    if (this.#shapes === null && !this.#readHeader()) return;
    while (this.#rest.length >= headBytes) {
      const end = 4 + this.#rest.readUInt32LE(0);
      if (end < headBytes) throw new BrokenStream('a record is shorter than its head.');
      if (this.#rest.length < end) return;
      const record = this.#rest.subarray(0, end);
      this.#rest = this.#rest.subarray(end);
      yield {
        kind: record.readUInt8(4),
        tid: record.readUInt32LE(5),
        ms: Number(record.readBigUInt64LE(9)) / 1e6,
        body: record.subarray(headBytes),
      };
    }
  }

  #readHeader(): boolean {
    const cursor = new Cursor(this.#rest);
    if (cursor.left < 8) return false;
    if (cursor.text(4) !== magic) throw new BrokenStream('it does not begin like one.');
    const found = cursor.u16();
    if (found !== version) throw new BrokenStream(`it is of version ${found}, and ${version} is known.`);
    const shapes = new Map<number, CallShape>();
    for (let left = cursor.u16(); left > 0; left -= 1) {
      const head = cursor.left >= 4 ? [cursor.u16(), cursor.u16()] : null;
      if (head === null || cursor.left < (head[1] ?? 0) + 2) return false;
      const name = cursor.text(head[1] ?? 0);
      const signatureBytes = cursor.u16();
      if (cursor.left < signatureBytes) return false;
      shapes.set(head[0] ?? 0, readShape(name, cursor.text(signatureBytes)));
    }
    this.#shapes = shapes;
    this.#rest = this.#rest.subarray(cursor.at);
    return true;
  }
}

function readShape(name: string, signature: string): CallShape {
  const [kinds = '', answer = null] = signature.split(/ ?-> /);
  return { name, kinds: kinds.split(' ').filter((kind) => kind !== ''), answer };
}

/** The notes at the end of a record's body. */
export function readNotes(body: Buffer, from: number): readonly Note[] {
  const notes: Note[] = [];
  for (let at = from; at + 6 <= body.length;) {
    const bytes = body.readUInt32LE(at + 2);
    if (at + 6 + bytes > body.length) throw new BrokenStream('a note is longer than its record.');
    notes.push({
      argument: body.readUInt8(at),
      form: body.readUInt8(at + 1),
      bytes: body.subarray(at + 6, at + 6 + bytes),
    });
    at += 6 + bytes;
  }
  return notes;
}

class Cursor {
  at = 0;
  readonly #bytes: Buffer;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get left(): number {
    return this.#bytes.length - this.at;
  }

  u16(): number {
    this.at += 2;
    return this.#bytes.readUInt16LE(this.at - 2);
  }

  text(bytes: number): string {
    this.at += bytes;
    return this.#bytes.toString('latin1', this.at - bytes, this.at);
  }
}
