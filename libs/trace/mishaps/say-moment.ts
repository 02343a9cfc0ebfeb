import type { Fault, Party } from '#libs/contracts/fault';
import type { Sentence } from '#libs/contracts/sentence';
import type { Mishap } from '../history.js';
import { saySpan } from './say-span.js';

type SignalFault = Extract<Fault['do'], { readonly signal: unknown }>;
type Hold = Extract<Fault['do'], { readonly hold: unknown }>['hold'];

interface Sent {
  readonly fault: Fault;
  readonly signal: SignalFault;
  readonly call: Sentence;
  readonly mishap: Mishap;
  readonly programs: readonly string[];
}

/** A signal in words: who got it, and when: `the process was killed right before the 2nd write on a pipe`. */
export function sayMoment({ fault, signal, call, mishap, programs }: Sent): Sentence {
  const who = sayVictim(signal.to, programs);
  const did = sayDeed(signal.signal);
  const isAfter = fault.when === 'after';
  const stay = signal.forMs === undefined ? null : sayStay(signal.forMs);
  const wait = saySpan(mishap.waitMs);
  const en =
    signal.afterMs === undefined
      ? `right ${isAfter ? 'after' : 'before'} ${call.en}`
      : `${wait.en} after ${call.en}${isAfter ? '' : ' began'}`;
  const zh =
    signal.afterMs === undefined
      ? `紧接在${call.zh}之${isAfter ? '后' : '前'}`
      : `${call.zh}${isAfter ? '完成' : '开始'} ${wait.zh}后`;
  return {
    en: `${who.en} ${did.en} ${en}${stay === null ? '' : `, ${stay.en}`}`,
    zh: `${zh}，${who.zh}${did.zh}${stay === null ? '' : `，${stay.zh}`}`,
  };
}

/** What a held call waited for. */
export function sayEvent({ until, program }: Hold, programs: readonly string[]): Sentence {
  const who =
    program === undefined ? { en: 'another program', zh: '另一个程序' } : sayProgram(program, programs);
  return until === 'printed'
    ? { en: `${who.en} had printed`, zh: `${who.zh}有输出` }
    : { en: `${who.en} had ended`, zh: `${who.zh}结束` };
}

function sayDeed(signal: SignalFault['signal']): Sentence {
  if (signal === 'KILL') return { en: 'was killed', zh: '被杀死' };
  if (signal === 'STOP') return { en: 'was stopped', zh: '被停住' };
  if (signal === 'CONT') return { en: 'was continued', zh: '被继续' };
  return { en: `got SIG${signal}`, zh: `收到 SIG${signal}` };
}

function sayStay(span: NonNullable<SignalFault['forMs']>): Sentence {
  if (typeof span === 'number') {
    const time = saySpan(span);
    return { en: `for ${time.en}`, zh: `为时 ${time.zh}` };
  }
  const [least, most] = [saySpan(span.from), saySpan(span.to)];
  return { en: `for ${least.en} to ${most.en}`, zh: `为时 ${least.zh}至 ${most.zh}` };
}

function sayVictim(to: SignalFault['to'], programs: readonly string[]): Sentence {
  if (to === undefined) return { en: 'the process', zh: '该进程' };
  if (to === 'everybody') return { en: 'everybody', zh: '所有进程' };
  const { program, process }: Exclude<Party, number> =
    typeof to === 'number' ? { program: to, process: 0 } : to;
  const name = sayProgram(program, programs);
  if (process === 0) return name;
  return { en: `process ${process + 1} of ${name.en}`, zh: `${name.zh}的第 ${process + 1} 个进程` };
}

// Programs of one name are told apart by their places.
function sayProgram(index: number, programs: readonly string[]): Sentence {
  const name = programs[index];
  const isOnly = programs.filter((one) => one === name).length === 1;
  if (name !== undefined && isOnly) return { en: `\`${name}\``, zh: `\`${name}\`` };
  return { en: `program ${index + 1}`, zh: `第 ${index + 1} 个程序` };
}
