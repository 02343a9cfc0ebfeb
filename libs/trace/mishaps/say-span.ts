import type { Sentence } from '#libs/contracts/sentence';

/** A time that was waited on purpose: `0.12 ms`, `300 ms`, `1.5 s`. */
export function saySpan(ms: number): Sentence {
  const isLong = ms >= 1000;
  const number = Number((isLong ? ms / 1000 : ms).toPrecision(3));
  return isLong ? { en: `${number} s`, zh: `${number} 秒` } : { en: `${number} ms`, zh: `${number} 毫秒` };
}
