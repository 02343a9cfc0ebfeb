import type { Credentials, TracedCause } from '#libs/contracts/trace';
import { chinese } from './chinese.js';
import { english } from './english.js';

export type Language = 'en' | 'zh';

/** Access to memory where there is room for two letters only; the same in every language. */
export const accessSigns = { read: 'RO', write: 'WO', both: 'RW' } as const;

/** Lines and shapes that a legend explains. */
export type LegendWord =
  | 'data'
  | 'end'
  | 'signal'
  | 'fork'
  | 'wait'
  | 'buffered'
  | 'wake'
  | 'descriptor'
  | 'inferred'
  | 'sleep'
  | 'stint'
  | 'memory'
  | 'access'
  | 'mishap'
  | 'mark'
  | 'deadlock';

/** The few words that pictures use, in both languages of the product. */
export interface Words {
  readonly language: Language;
  readonly picture: string;
  readonly processes: (count: number) => string;
  readonly objects: (count: number) => string;
  readonly fork: string;
  readonly exec: (name: string) => string;
  readonly start: string;
  readonly exit: (code: number) => string;
  readonly killed: (signal: string) => string;
  readonly running: string;
  readonly endOfFile: string;
  readonly endOfFileShort: string;
  readonly close: string;
  readonly neverRead: string;
  readonly descriptor: string;
  readonly wake: string;
  /** Memory that was brought to its file: msync(2). */
  readonly mapping: (bytes: string) => string;
  readonly waits: (call: string) => string;
  readonly waitsOn: (call: string, object: string) => string;
  readonly heldBy: (names: string) => string;
  /** Of a wait at something that has no two ends: who could come and end it. */
  readonly upTo: (names: string) => string;
  readonly withFd: (name: string, fd: number) => string;
  readonly execs: (name: string) => string;
  readonly execFailed: (name: string, error: string) => string;
  /** What a process did that closed the other end; `fd` is null where it is not known. */
  readonly causes: (by: TracedCause['by'], fd: number | null) => string;
  readonly because: (name: string, cause: string) => string;
  readonly inferred: string;
  /** A store to, or a load from, watched memory: where, what, and what was there before. */
  readonly stores: (place: string, value: string, before: string) => string;
  readonly loads: (place: string, value: string) => string;
  readonly place: (offset: number, object: string) => string;
  readonly notCertain: string;
  /** What was found in a piece of memory, in hexadecimal. */
  readonly finds: (place: string, content: string) => string;
  readonly credentials: (who: Credentials) => string;
  readonly peerIs: (object: string, who: string) => string;
  readonly copiedFrom: (object: string) => string;
  readonly priority: (priority: number) => string;
  readonly messageType: (type: number) => string;
  readonly value: (value: number) => string;
  readonly sentAndDelivered: (sends: number, delivered: number) => string;
  readonly ranAlone: (turns: number, steps: number) => string;
  readonly slept: (time: string, call: string) => string;
  readonly sleptOn: (time: string, call: string, object: string) => string;
  /** So many more at about the same time. */
  readonly mishapsMore: (count: number) => string;
  readonly threads: (count: number) => string;
  readonly thread: (tid: number) => string;
  readonly maps: (object: string, access: string, size: string) => string;
  readonly access: Readonly<Record<'read' | 'write' | 'both', string>>;
  readonly deadlock: string;
  readonly deadlockOf: (names: string) => string;
  readonly deadlockAlone: (name: string) => string;
  readonly atMost: (amount: string) => string;
  readonly messages: (count: number) => string;
  readonly shownTime: (from: string, to: string, end: string) => string;
  readonly holds: string;
  readonly graphNote: string;
  readonly waitsFor: (names: string) => string;
  readonly itself: string;
  readonly leftBehind: string;
  readonly warnings: string;
  readonly scale: string;
  readonly straight: string;
  readonly leftOut: (count: number) => string;
  /** What one file stands for that is drawn for several. */
  readonly fileGroup: (count: number, users: readonly string[]) => string;
  readonly legend: Readonly<Record<LegendWord, string>>;
  readonly outside: string;
  readonly nobody: string;
  readonly read: string;
  readonly from: string;
  readonly to: string;
  readonly made: string;
  readonly folded: string;
}

/** The words of a language. */
export function wordsOf(language: Language): Words {
  return language === 'zh' ? chinese : english;
}
