import type { Fault, FaultObject } from '#libs/contracts/fault';
import type { Sentence } from '#libs/contracts/sentence';
import type { Mishap } from '../history.js';

/** Which call a mishap met: `the 2nd write on a pipe`, or where several calls are counted together `a readv on a pipe (the 5th such call)`. */
export function sayCall(fault: Fault, { call, number }: Mishap): Sentence {
  const on = sayObject(fault.object);
  const isEach = fault.counting === 'process';
  const name = call ?? fault.calls[0] ?? '';
  if (new Set(fault.calls).size === 1)
    return {
      en: `the ${ordinal(number)} ${name}${on.en}${isEach ? ' of its process' : ''}`,
      zh: `${isEach ? '该进程' : ''}${on.zh}第 ${number} 次 ${name} `,
    };
  return {
    en: `${article(name)} ${name}${on.en} (the ${ordinal(number)} such call${isEach ? ' of its process' : ''})`,
    zh: `${on.zh}一次 ${name}（${isEach ? '该进程的' : ''}第 ${number} 次这类调用）`,
  };
}

function sayObject(object: FaultObject | undefined): { readonly en: string; readonly zh: string } {
  if (object === undefined) return { en: '', zh: '' };
  if (typeof object === 'object') return { en: ` on ${object.path}`, zh: `对 ${object.path} 的` };
  switch (object) {
    case 'pipe':
      return { en: ' on a pipe', zh: '对管道的' };
    case 'socket':
      return { en: ' on a socket', zh: '对套接字的' };
    case 'signalfd':
      return { en: ' on a signalfd', zh: '对 signalfd 的' };
    case 'stdin':
      return { en: ' on standard input', zh: '对标准输入的' };
    case 'stdout':
      return { en: ' on standard output', zh: '对标准输出的' };
    case 'stderr':
      return { en: ' on standard error', zh: '对标准错误的' };
  }
}

function article(name: string): string {
  return /^[aeio]/.test(name) ? 'an' : 'a';
}

const endings: Readonly<Record<string, string>> = { one: 'st', two: 'nd', few: 'rd', other: 'th' };
const ordinals = new Intl.PluralRules('en', { type: 'ordinal' });

function ordinal(number: number): string {
  return number === 1 ? 'first' : `${number}${endings[ordinals.select(number)] ?? 'th'}`;
}
