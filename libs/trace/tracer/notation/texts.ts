import type { Note } from '../read-records.js';
import { noteForms } from '../read-records.js';

/** A byte that has to be escaped inside of quotes or of an annotation. */
const special = /[^\x20-\x7e]|["\\<>]/g;

/** Bytes without quotes, escaped so that nothing in them can be taken for notation. */
export function escaped(bytes: Buffer): string {
  return bytes
    .toString('latin1')
    .replace(special, (char) => `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`);
}

/** Bytes as a quoted string; the dots say that there were more than `bytes`. */
export function quoted(bytes: Buffer, length = bytes.length): string {
  return `"${escaped(bytes)}"${length > bytes.length ? '...' : ''}`;
}

const deleted = ' (deleted)';

/** A descriptor with what the kernel calls the thing behind it, such as `3<pipe:[10425]>` or `7</tmp/x>(deleted)`. */
export function descriptorText(note: Note): string {
  const number = note.bytes.readInt32LE(0);
  const target = note.bytes.toString('latin1', 4);
  const name = number === atWorkingFolder ? 'AT_FDCWD' : `${number}`;
  if (target === '') return name;
  const gone = target.endsWith(deleted);
  const text = escaped(Buffer.from(gone ? target.slice(0, -deleted.length) : target, 'latin1'));
  return `${name}<${text}>${gone ? '(deleted)' : ''}`;
}

/** Stands for the working directory. See openat(2), AT_FDCWD. */
export const atWorkingFolder = -100;

/** The descriptors that a note tells of, by their numbers. */
export function descriptorsIn(notes: readonly Note[]): ReadonlyMap<number, string> {
  const told = notes.filter((note) => note.form === noteForms.descriptor);
  return new Map(told.map((note) => [note.bytes.readInt32LE(0), descriptorText(note)]));
}

/**
 * Prints the descriptors of a list in its order, each with the name that was told of it there; what no name came for is its number.
 * A name is used once: a list of one descriptor many times is not longer than what was told of it.
 */
export function descriptorPrinter(notes: readonly Note[]): (fd: number) => string {
  const told = notes.filter((note) => note.form === noteForms.descriptor);
  let next = 0;
  return (fd) => {
    const note = told[next];
    if (note === undefined || note.bytes.readInt32LE(0) !== fd) return `${fd}`;
    next += 1;
    return descriptorText(note);
  };
}

/** An address in memory; NULL for none. */
export function pointerText(address: number): string {
  return address === 0 ? 'NULL' : `0x${address.toString(16)}`;
}

/** A number that counts permissions, in octal. */
export function octalText(value: number): string {
  return value === 0 ? '0' : `0${value.toString(8)}`;
}
