import { createHash } from 'node:crypto';
import { constants } from 'node:os';
import { olderCalls } from '#libs/contracts/fault-calls';
import type { Fault, FaultObject, Party, Span } from '#libs/contracts/fault';

/**
 * A fault as the tracer takes it: `key=value` with semicolons between, see `sandbox-images/tracer/protocol.md`. What it draws is decided
 * by `seed` and by its place among the faults of a run.
 */
export function faultWords(fault: Fault, seed: string, place: number): string {
  const { calls, program, object, onceWritten, from, every, times, counting, when } = fault;
  const words = [
    `calls=${callsHere(calls).join(',')}`,
    ...(program === undefined ? [] : [`of=${partyWord(program)}`]),
    ...(object === undefined ? [] : [`object=${objectWord(object)}`]),
    ...(onceWritten === undefined ? [] : [`written=${onceWritten}`]),
    `from=${from}`,
    `every=${every}`,
    `times=${times === 'endless' ? 0 : times}`,
    ...(counting === 'process' ? ['count=process'] : []),
    ...(when === 'after' ? ['when=after'] : []),
    ...mishapWords(fault.do),
    `seed=${seedNumber(seed, place)}`,
  ];
  return words.join(';');
}

// What this machine does not have nobody calls.
function callsHere(calls: Fault['calls']): readonly string[] {
  const missing = new Set<string>(process.arch === 'x64' ? [] : olderCalls);
  const here = calls.filter((call) => !missing.has(call));
  if (here.length === 0)
    throw new Error(`A fault means ${calls.join(', ')}, which this machine does not have.`);
  return here;
}

function seedNumber(seed: string, place: number): bigint {
  return createHash('sha256').update(`${seed} fault ${place}`).digest().readBigUInt64LE(0);
}

function objectWord(object: FaultObject): string {
  return typeof object === 'string' ? object : object.path;
}

function partyWord(party: Party): string {
  return typeof party === 'number' ? `${party}` : `${party.program}.${party.process}`;
}

// A program that is signalled is its first process; a crowd would be signalled one after the other.
function victimWord(victim: Party | 'everybody'): string {
  return typeof victim === 'number' ? `${victim}.0` : victim === 'everybody' ? victim : partyWord(victim);
}

function mishapWords(mishap: Fault['do']): readonly string[] {
  if ('short' in mishap) return [`do=short:${mishap.short}`];
  if ('error' in mishap) return [`do=error:${constants.errno[mishap.error]}`];
  if ('delayMs' in mishap) return ['do=delay', `wait=${spanWord(mishap.delayMs)}`];
  if ('hold' in mishap) {
    const { until, program, atMostMs } = mishap.hold;
    const by = program === undefined ? [] : [`by=${program}`];
    return [`do=hold:${until}`, ...by, `wait=${spanWord(atMostMs)}`];
  }
  if ('interrupt' in mishap) return [`do=interrupt:${signalNumber(mishap.interrupt)}`];
  const { signal, to, afterMs, forMs } = mishap;
  return [
    `do=signal:${signalNumber(signal)}`,
    ...(to === undefined ? [] : [`to=${victimWord(to)}`]),
    ...(afterMs === undefined ? [] : [`wait=${spanWord(afterMs)}`]),
    ...(forMs === undefined ? [] : [`stay=${spanWord(forMs)}`]),
  ];
}

function spanWord(span: Span): string {
  if (typeof span === 'number') return `${nanoseconds(span)}`;
  return `${nanoseconds(span.from)}-${nanoseconds(span.to)}`;
}

function nanoseconds(ms: number): number {
  return Math.round(ms * 1e6);
}

type SignalName = Extract<Fault['do'], { interrupt: unknown }>['interrupt'];

function signalNumber(name: SignalName): number {
  return constants.signals[`SIG${name}`];
}
