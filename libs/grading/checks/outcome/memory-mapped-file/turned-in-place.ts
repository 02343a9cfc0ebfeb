import { z } from 'zod';
import { placeOf } from '#libs/sandbox/place';
import { defineCondition } from '../../../condition.js';
import { firstDifference } from '../../../explain/words/bytes.js';
import { explainFileDifference } from '../../../explain/files/file-difference.js';
import { signalName } from '../../../explain/words/signal-name.js';
import { explainStop } from '../../../explain/hangs/stopped.js';
import type { Wrong } from '../../../explain/wrong.js';
import type { CaseRun } from '../../../runs/case-run.js';
import { fillToken } from '../../../runs/seeded-data.js';
import { wantedBytes } from '../../../runs/wanted-bytes.js';

/**
 * The file `path` holds what it held when it was placed with `a` to `z` turned into `A` to `Z`, as long as before; the program ended
 * with status 0 and printed `changed N`, N being how many bytes differ. The file has to be in `collect` of the case.
 */
export const turnedInPlace = defineCondition(
  'turned-in-place',
  { path: z.string(), program: z.number().int().min(0).default(0) },
  ({ path, program }, seen) => explainStop(seen) ?? judge(seen, fillToken(path, seen.token), program),
);

function judge(seen: CaseRun, path: string, program: number): Wrong | null {
  const before = wantedBytes({ file: path, as: 'unchanged' }, seen, program);
  const wanted = wantedBytes({ file: path, as: 'upper-case' }, seen, program);
  const ran = seen.run.programs[program];
  const end = ran?.end ?? { kind: 'running' };
  if (end.kind === 'killed') {
    const signal = signalName(end.signal);
    return {
      en: `Killed by ${signal} at length ${before.length}: the file has ${before.length} bytes, and the mapping no more than its last page.`,
      zh: `在长度为 ${before.length} 时被 ${signal} 杀死：文件有 ${before.length} 字节，映射也不会超出它的最后一页。`,
    };
  }
  if (end.kind !== 'exited' || end.code !== 0) return wrongEnd(end, before.length);
  const found = Buffer.from(seen.run.files.get(path) ?? seen.run.files.get(placeOf(path)) ?? []);
  const count = wanted.filter((byte, at) => byte !== before[at]).length;
  const printed = Buffer.from(ran?.stdout ?? []).toString('latin1');
  return (
    judgeContent({ before, wanted, found }, printed === `changed ${count}\n`) ?? judgeCount(printed, count)
  );
}

function wrongEnd(end: { readonly kind: string; readonly code?: number }, length: number): Wrong {
  const what = length === 0 ? 'An empty FILE' : `A FILE of ${length} bytes`;
  const whatZh = length === 0 ? '空文件' : `${length} 字节的文件`;
  if (end.code === undefined)
    return { en: `${what} was not done in the end.`, zh: `${whatZh}到最后也没有处理完。` };
  return {
    en: `${what} ended with exit code ${end.code}; 0 was wanted.`,
    zh: `${whatZh}以退出状态 ${end.code} 告终；应当是 0。`,
  };
}

interface Contents {
  readonly before: Buffer;
  readonly wanted: Buffer;
  readonly found: Buffer;
}

function judgeContent({ before, wanted, found }: Contents, isCounted: boolean): Wrong | null {
  if (found.equals(wanted)) return null;
  if (found.equals(before) && isCounted) {
    const count = wanted.filter((byte, at) => byte !== before[at]).length;
    return {
      en: `The program counted ${count} changes, but FILE is unchanged: a private mapping keeps changes to itself.`,
      zh: `程序数出了 ${count} 处修改，但 FILE 没有改变：私有映射的修改只留给自己。`,
    };
  }
  if (found.length !== before.length)
    return {
      en: `FILE ${found.length > before.length ? 'grew' : 'shrank'} from ${before.length} to ${found.length} bytes.`,
      zh: `FILE 从 ${before.length} 字节${found.length > before.length ? '变长' : '变短'}到 ${found.length} 字节。`,
    };
  const at = firstDifference(found, wanted);
  const rest = found.subarray(at).equals(before.subarray(at));
  return rest ? untouched(before, at) : explainFileDifference('FILE', found, wanted);
}

// Everything from a place on is as it was: what stands there says why the program stopped.
function untouched(before: Buffer, at: number): Wrong {
  const nul = before.indexOf(0);
  if (nul >= 0 && nul < at && before.subarray(nul, at).every((byte) => byte < 97 || byte > 122))
    return {
      en: `Everything after the first NUL, which is byte ${nul}, is unchanged: a file is not a string.`,
      zh: `第一个 NUL（第 ${nul} 字节，从 0 数起）之后的内容都没有改变：文件不是字符串。`,
    };
  const left = before.length - at;
  if (at === 0 && left > 1)
    return {
      en: `None of the ${left} bytes of FILE was turned.`,
      zh: `FILE 的 ${left} 个字节一个也没有转换。`,
    };
  if (left <= 4096)
    return {
      en: `The last ${left} byte${left === 1 ? ' was' : 's were'} not turned; FILE has a length of ${before.length}.`,
      zh: `最后 ${left} 个字节没有转换；FILE 的长度是 ${before.length}。`,
    };
  return {
    en: `Byte ${at} and those after it are unchanged: FILE has ${before.length} bytes.`,
    zh: `第 ${at} 字节（从 0 数起）及其后的内容没有改变：FILE 有 ${before.length} 字节。`,
  };
}

function judgeCount(printed: string, count: number): Wrong | null {
  if (printed === `changed ${count}\n`) return null;
  return {
    en: `The program printed ${JSON.stringify(printed.slice(0, 60))}; "changed ${count}\\n" was wanted, for ${count} bytes of FILE are letters from a to z.`,
    zh: `程序打印了 ${JSON.stringify(printed.slice(0, 60))}；应当是 "changed ${count}\\n"，因为 FILE 中有 ${count} 个字节是 a 到 z 的字母。`,
  };
}
