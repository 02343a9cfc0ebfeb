import { constants } from 'node:os';
import { signalWord } from '../../strace/signal-word.js';

/** A number that stands for itself, or flags: each name and its bits. Numbers are those of Linux on x86-64 and aarch64. */
export type Names = Readonly<Record<string, number>>;

/** The name of a number; the number itself where it has none. */
export function nameOf(value: number, names: Names): string {
  return Object.entries(names).find(([, number]) => number === value)?.[0] ?? `${value}`;
}

/** The names of all bits that are set, then what is left; `0` when there are none. */
export function flagsOf(value: number, names: Names): string {
  let left = value;
  const set: string[] = [];
  for (const [name, bits] of Object.entries(names)) {
    if (bits === 0 || !has(left, bits)) continue;
    set.push(name);
    left = without(left, bits);
  }
  if (left !== 0) set.push(`0x${left.toString(16)}`);
  return set.length === 0 ? '0' : set.join('|');
}

// Flags fit into 32 bits, and JavaScript's operators count the highest one as a sign.
function has(value: number, bits: number): boolean {
  return (value & bits) >>> 0 === bits >>> 0;
}

function without(value: number, bits: number): number {
  return (value & ~bits) >>> 0;
}

/** A signal as strace prints it in a call: 0 asks only whether somebody is there. */
export function signalName(number: number): string {
  return number === 0 ? '0' : `SIG${signalWord(number)}`;
}

const errorNames = new Map(Object.entries(constants.errno).map(([name, number]) => [number, name]));

/** What the kernel says to itself when a signal breaks off a call; the program sees EINTR or nothing at all. */
const restarts: Readonly<Record<number, string>> = {
  512: 'ERESTARTSYS',
  513: 'ERESTARTNOINTR',
  514: 'ERESTARTNOHAND',
  516: 'ERESTART_RESTARTBLOCK',
};

/** The name of an error, such as `ECONNREFUSED`. */
export function errorName(errno: number): string {
  return errorNames.get(errno) ?? `E${errno}`;
}

/** The answer of a call that failed, as strace prints it: `-1 EAGAIN`, or `? ERESTARTSYS` for one that a signal broke off. */
export function errorText(errno: number): string {
  const restart = restarts[errno];
  return restart === undefined ? `-1 ${errorName(errno)}` : `? ${restart}`;
}
