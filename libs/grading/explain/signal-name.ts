import { constants } from 'node:os';

/** The name of a signal number, such as `SIGPIPE` for 13; `signal 64` where the number has none. */
export function signalName(number: number): string {
  return Object.entries(constants.signals).find(([, value]) => value === number)?.[0] ?? `signal ${number}`;
}
