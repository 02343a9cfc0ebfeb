import { createCipheriv, createHash } from 'node:crypto';
import type { Data } from './case-data.js';
import { drawTransfers } from './draw-transfers.js';

const lineBytes = 64;
const newline = 10;

/** Arbitrary bytes decided by `seed` alone: the key stream of AES-256 in counter mode (NIST SP 800-38A). */
export function seededBytes(seed: string, bytes: number): Uint8Array {
  const key = createHash('sha256').update(seed).digest();
  return createCipheriv('aes-256-ctr', key, Buffer.alloc(16)).update(Buffer.alloc(bytes));
}

/** A word of eight lower-case letters that stands for `{{token}}` in one run. */
export function seededToken(seed: string): string {
  return String.fromCharCode(...Array.from(seededBytes(`${seed} token`, 8), (byte) => 97 + (byte % 26)));
}

/** The input of a case. The same seed gives the same bytes. */
export function makeData(data: Data, seed: string, token: string): Uint8Array {
  if ('text' in data) return Buffer.from(fillToken(data.text, token));
  if ('random' in data) return seededBytes(seed, data.random);
  if ('randomLines' in data) return randomLines(seed, data);
  if ('lines' in data) return lines(seed, data.lines);
  if ('zeros' in data) return new Uint8Array(data.zeros);
  if ('repeat' in data) return Buffer.from(repeatText(data, token));
  if ('transfers' in data) return Buffer.from(drawTransfers(data, seededBytes(seed, data.transfers * 4)));
  return everyByte();
}

/** A text so many times, each with its number. */
export function repeatText({ repeat, times }: Extract<Data, { times: number }>, token: string): string {
  const filled = fillToken(repeat, token);
  return Array.from({ length: times }, (_, at) =>
    filled.replaceAll(/\{\{number(?::(\d))?\}\}/g, (_mark, digits = '0') =>
      String(at + 1).padStart(Number(digits), '0'),
    ),
  ).join('');
}

/** Ports that neither need privileges nor are given to clients by the kernel, see ip_local_port_range in ip(7). */
const ports = { first: 10_000, count: 20_000, apart: 7 };

/** Puts the run's word in the place of `{{token}}`, and for `{{port}}`, `{{port1}}` … `{{port9}}` numbers of ports that differ in every run. */
export function fillToken(text: string, token: string): string {
  return text
    .replaceAll('{{token}}', token)
    .replaceAll(/\{\{port(\d?)\}\}/g, (_, digit: string) =>
      String(portOf(token) + Number(digit) * ports.apart),
    );
}

function portOf(token: string): number {
  return ports.first + (createHash('sha256').update(token).digest().readUInt32LE() % ports.count);
}

function lines(seed: string, bytes: number): Uint8Array {
  return seededBytes(seed, bytes).map((byte, at) =>
    at % lineBytes === lineBytes - 1 || at === bytes - 1 ? 10 : 97 + (byte % 26),
  );
}

// Arbitrary bytes, but a newline nowhere than at the end of a line, and there always; the lengths are drawn, too.
function randomLines(
  seed: string,
  { randomLines: bytes, longest }: Extract<Data, { longest: number }>,
): Uint8Array {
  const drawn = Buffer.from(seededBytes(`${seed} lengths`, 2 * bytes));
  const all = seededBytes(seed, bytes).map((byte) => (byte === newline ? newline + 1 : byte));
  for (let [end, line] = [0, 0]; end < bytes; line += 1) {
    end = Math.min(bytes, end + 1 + (drawn.readUInt16LE(2 * line) % longest));
    all[end - 1] = newline;
  }
  return all;
}

// All 256 values up and down, with runs of NUL before, between and behind: a thousand bytes.
function everyByte(): Uint8Array {
  const up = Uint8Array.from({ length: 256 }, (_, value) => value);
  const zeros = new Uint8Array(162);
  return Buffer.concat([zeros, up, zeros, up.toReversed(), new Uint8Array(1000 - 2 * 162 - 512)]);
}
