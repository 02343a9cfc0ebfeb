import type { Sentence } from '#libs/contracts/sentence';
import type { Mishap } from '#libs/trace/history';

/** Nobody reads about more kinds of bad luck in one run. */
const kindsMax = 3;

/** What was done on purpose in a run: of each fault what it did first, and how often. Null when nothing was. */
export function sayPurpose(mishaps: readonly Mishap[]): Sentence | null {
  const kinds = new Map<number, { readonly says: Sentence; times: number }>();
  for (const { fault, says } of mishaps) {
    const kind = kinds.get(fault);
    if (kind) kind.times += 1;
    else if (says) kinds.set(fault, { says, times: 1 });
  }
  if (kinds.size === 0) return null;
  const told = [...kinds.values()].slice(0, kindsMax);
  const left = kinds.size - told.length;
  const en = told.map(
    ({ says, times }) => `${says.en}${times > 1 ? ` That was done ${times} times in all.` : ''}`,
  );
  const zh = told.map(({ says, times }) => `${says.zh}${times > 1 ? `这样一共做了 ${times} 次。` : ''}`);
  if (left > 0) en.push(`${left} more ${left === 1 ? 'kind' : 'kinds'} of bad luck came on purpose.`);
  if (left > 0) zh.push(`另有 ${left} 种有意安排的意外。`);
  return { en: en.join(' '), zh: zh.join('') };
}
