import { firstDifference, glimpse } from '../words/bytes.js';
import type { Wrong } from '../wrong.js';

/** How the content of a file differs from what was wanted; null when it does not. */
export function explainFileDifference(name: string, actual: Buffer, wanted: Buffer): Wrong | null {
  if (actual.equals(wanted)) return null;
  const at = firstDifference(actual, wanted);
  if (actual.length === 0) {
    return {
      en: `\`${name}\` is empty; ${wanted.length} bytes were wanted.`,
      zh: `\`${name}\` 是空的；应当有 ${wanted.length} 字节。`,
    };
  }
  if (at === actual.length) {
    return {
      en: `Only the first ${at} bytes of the ${wanted.length} wanted are in \`${name}\`.`,
      zh: `应有的 ${wanted.length} 字节中，\`${name}\` 里只有前 ${at} 字节。`,
    };
  }
  if (at === wanted.length) {
    return {
      en: `Behind the ${wanted.length} wanted bytes \`${name}\` holds ${actual.length - at} more: ${glimpse(actual, at)}.`,
      zh: `在应有的 ${wanted.length} 字节之后，\`${name}\` 还多出 ${actual.length - at} 字节：${glimpse(actual, at)}。`,
    };
  }
  return {
    en: `\`${name}\` differs at byte ${at + 1}: ${glimpse(wanted, at)} was wanted, ${glimpse(actual, at)} is there (${actual.length} bytes in all, ${wanted.length} wanted).`,
    zh: `\`${name}\` 从第 ${at + 1} 个字节起不同：应为 ${glimpse(wanted, at)}，实际是 ${glimpse(actual, at)}（共 ${actual.length} 字节，应有 ${wanted.length} 字节）。`,
  };
}
