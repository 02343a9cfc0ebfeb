import { scanMembers } from './scan-call.js';

/** A descriptor as strace prints it: its number and what the kernel calls the thing behind it, such as `pipe:[10425]`. */
export interface PrintedDescriptor {
  readonly fd: number;
  readonly target: string | null;
}

const escapes: Readonly<Record<string, number>> = { n: 10, t: 9, r: 13, f: 12, v: 11, a: 7, b: 8, e: 27 };

/** Reads `3<pipe:[10425]>`, `5` or `7</tmp/x>(deleted)`; null for anything else, so also for AT_FDCWD and -1. */
export function decodeDescriptor(text: string | undefined): PrintedDescriptor | null {
  const match = /^(\d{1,9})(?:<(.*)>(?:\(deleted\))?)?$/s.exec(text ?? '');
  if (match === null) return null;
  const target = match[2];
  return {
    fd: Number(match[1]),
    target: target === undefined ? null : decodeText(target.replace(/<(char|block) \d+:\d+>?$/, '')),
  };
}

// Escapes are up to four times as long as what they stand for; one buffer serves all.
const scratch = new Uint8Array(4096);

/** Bytes of a C string as strace prints it, without its quotes: escapes are those of C, octal and `\xNN`. */
export function decodeEscapes(text: string): Uint8Array {
  const bytes = text.length <= scratch.length ? scratch : new Uint8Array(text.length);
  let length = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code !== backslash) {
      bytes[length] = code & 255;
    } else {
      const [byte, width] = decodeEscape(text, at + 1);
      bytes[length] = byte;
      at += width;
    }
    length += 1;
  }
  return copied(bytes.subarray(0, length));
}

/** Small payloads share a buffer: a buffer for each costs more than what is in it. */
const poolBytes = 64 * 1024;
let pool = new Uint8Array(poolBytes);
let poolUsed = 0;

function copied(bytes: Uint8Array): Uint8Array {
  if (bytes.length > poolBytes / 16) return bytes.slice();
  if (poolUsed + bytes.length > poolBytes) {
    pool = new Uint8Array(poolBytes);
    poolUsed = 0;
  }
  const copy = pool.subarray(poolUsed, poolUsed + bytes.length);
  copy.set(bytes);
  poolUsed += bytes.length;
  return copy;
}

const backslash = 92;

/** The byte that the escape after a backslash stands for, and how many characters it takes. */
function decodeEscape(text: string, at: number): readonly [number, number] {
  const char = text[at] ?? '\\';
  if (char === 'x') return [Number.parseInt(text.slice(at + 1, at + 3), 16) & 255, 3];
  if (char < '0' || char > '7') return [escapes[char] ?? char.charCodeAt(0) & 255, 1];
  let [value, width] = [0, 0];
  while (width < 3 && isOctal(text.charCodeAt(at + width))) {
    value = value * 8 + text.charCodeAt(at + width) - 48;
    width += 1;
  }
  return [value & 255, width];
}

function isOctal(code: number): boolean {
  return code >= 48 && code <= 55;
}

const quoted = /"(?:[^"\\]|\\.)*"/sy;

/** The bytes of the first quoted string in `text`; empty when there is none. A trailing `...` only says that more followed. */
export function decodeString(text: string | undefined): Uint8Array {
  const open = text?.indexOf('"') ?? -1;
  if (text === undefined || open < 0) return new Uint8Array();
  quoted.lastIndex = open;
  return quoted.test(text) ? decodeEscapes(text.slice(open + 1, quoted.lastIndex - 1)) : new Uint8Array();
}

/** The first quoted string as text. File names are bytes to the kernel; what is not UTF-8 is shown by the replacement character. */
export function decodeQuoted(text: string | undefined): string | null {
  return text?.includes('"') === true ? new TextDecoder().decode(decodeString(text)) : null;
}

/** The members of a printed array of strings, such as the arguments of execve(2). */
export function decodeStrings(text: string | undefined): readonly string[] {
  if (text?.startsWith('[') !== true) return [];
  return scanMembers(text)
    .filter((member) => member.startsWith('"'))
    .map((member) => decodeQuoted(member) ?? '');
}

/** A decimal, octal or hexadecimal number at the start of an argument; null when there is none. */
export function decodeNumber(text: string | undefined): number | null {
  const match = /^-?(?:0x[0-9a-f]+|\d+)/.exec(text ?? '');
  if (match === null) return null;
  const digits = match[0];
  return /^0[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : Number(digits);
}

/** The value of `name=` among the members of a printed structure. */
export function decodeField(text: string | undefined, name: string): string | null {
  if (text?.startsWith('{') !== true) return null;
  const member = scanMembers(text).find((each) => each.startsWith(`${name}=`));
  return member?.slice(name.length + 1) ?? null;
}

function decodeText(escaped: string): string {
  return escaped.includes('\\') ? new TextDecoder().decode(decodeEscapes(escaped)) : escaped;
}
