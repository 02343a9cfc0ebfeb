import { constants } from 'node:os';
import type { Fault } from '#libs/contracts/fault';

/** A fault as the tracer takes it: `calls;program;object;from;times;action;value`, see `sandbox-images/tracer/protocol.md`. */
export function faultWords(fault: Fault): string {
  const { calls, program = -1, object, from, times } = fault;
  return [calls.join(','), program, objectWord(object), from, times, ...mishapWords(fault.do)].join(';');
}

// What the kernel's name for the thing begins with.
function objectWord(object: Fault['object']): string {
  if (object === undefined) return '';
  return typeof object === 'string' ? `${object}:[` : object.path;
}

function mishapWords(mishap: Fault['do']): readonly [string, number] {
  if ('short' in mishap) return ['short', mishap.short];
  if ('error' in mishap) return ['error', constants.errno[mishap.error]];
  if ('delayMs' in mishap) return ['delay', mishap.delayMs];
  if ('signal' in mishap) return ['signal', signalNumber(mishap.signal)];
  return ['interrupt', signalNumber(mishap.interrupt)];
}

type SignalName = Extract<Fault['do'], { signal: unknown }>['signal'];

function signalNumber(name: SignalName): number {
  return constants.signals[`SIG${name}`];
}
