import { constants } from 'node:os';
import type { SignalWord } from '../../runs/signal-word.js';

/** The name of a signal number, such as `SIGPIPE` for 13; `signal 64` where the number has none. */
export function signalName(number: number): string {
  return Object.entries(constants.signals).find(([, value]) => value === number)?.[0] ?? `signal ${number}`;
}

/** The number of a signal, see signal(7). */
export function signalNumber(word: SignalWord): number {
  return constants.signals[`SIG${word}`];
}
