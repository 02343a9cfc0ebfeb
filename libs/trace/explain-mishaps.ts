import type { Fault } from '#libs/contracts/fault';
import type { Sentence } from '#libs/contracts/sentence';
import type { History, Mishap } from './history.js';
import { sayCall } from './mishaps/say-call.js';
import { sayEvent, sayMoment } from './mishaps/say-moment.js';
import { saySpan } from './mishaps/say-span.js';

/** What was asked for in a run: its faults, and the names of its programs, by their indices. */
export interface Plan {
  readonly faults: readonly Fault[];
  readonly programs: readonly string[];
}

/** The same history with a sentence for each of its mishaps: what was done on purpose to which call, in both languages. */
export function explainMishaps(history: History, plan: Plan): History {
  const mishaps = (history.mishaps ?? []).map((mishap) => {
    const fault = plan.faults[mishap.fault];
    if (fault === undefined)
      throw new Error(`A mishap is of fault ${mishap.fault}, which the run does not have.`);
    return { ...mishap, says: sayMishap(fault, mishap, plan.programs) };
  });
  return { ...history, mishaps };
}

/** One mishap in words: `On purpose: the 2nd write on a pipe was cut to 1 byte.` */
export function sayMishap(fault: Fault, mishap: Mishap, programs: readonly string[]): Sentence {
  const said = sayWhat(fault, mishap, programs);
  return { en: `On purpose: ${said.en}.`, zh: `有意为之：${said.zh}。` };
}

function sayWhat(fault: Fault, mishap: Mishap, programs: readonly string[]): Sentence {
  const call = sayCall(fault, mishap);
  const what = fault.do;
  if ('short' in what) return sayCut(call, what.short, /v\d?$/.test(mishap.call ?? ''));
  if ('error' in what)
    return { en: `${call.en} was made to fail with ${what.error}`, zh: `让${call.zh}以 ${what.error} 失败` };
  if ('interrupt' in what)
    return {
      en: `${call.en} was broken off by SIG${what.interrupt}`,
      zh: `${call.zh}被 SIG${what.interrupt} 打断`,
    };
  if ('delayMs' in what) {
    const time = saySpan(mishap.waitMs);
    return fault.when === 'after'
      ? { en: `${call.en} came back ${time.en} late`, zh: `${call.zh}晚 ${time.zh}返回` }
      : { en: `${call.en} was held for ${time.en}`, zh: `${call.zh}被拖住 ${time.zh}` };
  }
  if ('hold' in what) {
    const until = sayEvent(what.hold, programs);
    const most = saySpan(what.hold.atMostMs);
    return {
      en: `${call.en} was held until ${until.en}, for ${most.en} at most`,
      zh: `${call.zh}被拖住，直到${until.zh}，至多 ${most.zh}`,
    };
  }
  return sayMoment({ fault, signal: what, call, mishap, programs });
}

function sayCut(call: Sentence, count: number, isVector: boolean): Sentence {
  if (isVector)
    return {
      en: `${call.en} was cut to its first ${count === 1 ? 'piece' : `${count} pieces`}`,
      zh: `${call.zh}只取前 ${count} 段`,
    };
  return {
    en: `${call.en} was cut to ${count} byte${count === 1 ? '' : 's'}`,
    zh: `${call.zh}被截为 ${count} 字节`,
  };
}
