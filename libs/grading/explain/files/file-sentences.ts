import type { Wrong } from '../wrong.js';

type Moment = 'at-the-end' | 'in-the-middle';
type Kind = 'regular' | 'folder' | 'fifo' | 'socket';

const moments: Readonly<Record<Moment, Wrong>> = {
  'at-the-end': { en: 'When the run was over', zh: '运行结束时' },
  'in-the-middle': { en: 'In the middle of the run', zh: '运行途中' },
};

const kinds: Readonly<Record<Kind, Wrong>> = {
  regular: { en: 'a regular file', zh: '普通文件' },
  folder: { en: 'a directory', zh: '目录' },
  fifo: { en: 'a FIFO', zh: 'FIFO' },
  socket: { en: 'a socket', zh: '套接字' },
};

/** The sentences about one file at one moment of a run. */
export function sayFile(name: string, moment: Moment) {
  const when = moments[moment];
  return {
    missing: (): Wrong => ({
      en: `${when.en} \`${name}\` was not there; it was to be there.`,
      zh: `${when.zh}没有 \`${name}\`；它应当存在。`,
    }),
    stillThere: (): Wrong => ({
      en: `${when.en} \`${name}\` was there; it was to be gone.`,
      zh: `${when.zh} \`${name}\` 存在；它应当已经不在。`,
    }),
    wrongKind: (is: Kind, wanted: Kind): Wrong => ({
      en: `${when.en} \`${name}\` was ${kinds[is].en}; ${kinds[wanted].en} was wanted.`,
      zh: `${when.zh} \`${name}\` 是${kinds[is].zh}；应当是${kinds[wanted].zh}。`,
    }),
    wrongMode: (is: string, wanted: string): Wrong => ({
      en: `${when.en} \`${name}\` had the permissions ${is}; ${wanted} was wanted.`,
      zh: `${when.zh} \`${name}\` 的权限是 ${is}；应当是 ${wanted}。`,
    }),
    wrongLength: (is: number, { from, to }: { readonly from: number; readonly to: number }): Wrong => ({
      en: `${when.en} \`${name}\` was ${is} bytes long; ${from === to ? to : `${from} to ${to}`} were wanted.`,
      zh: `${when.zh} \`${name}\` 有 ${is} 字节；应当是 ${from === to ? to : `${from} 到 ${to}`} 字节。`,
    }),
    grown: (before: number, now: number): Wrong => ({
      en: `${when.en} \`${name}\` was ${now} bytes long, and only ${before} before: it has grown, and was not to.`,
      zh: `${when.zh} \`${name}\` 有 ${now} 字节，此前只有 ${before} 字节：它变长了，而本不应变长。`,
    }),
    replaced: (before: number, now: number): Wrong => ({
      en: `${when.en} \`${name}\` was another file than before (inode ${now}, before ${before}): it was replaced, and the same file was wanted.`,
      zh: `${when.zh} \`${name}\` 已不是原来的文件（inode ${now}，此前为 ${before}）：它被替换了，而应当是同一个文件。`,
    }),
    notThereBefore: (): Wrong => ({
      en: `\`${name}\` was to be there earlier in the run, and was not.`,
      zh: `\`${name}\` 在运行早些时候就应当存在，但当时没有。`,
    }),
    notReadable: (): Wrong => ({
      en: `${when.en} \`${name}\` was no regular file that could be read, or far too large.`,
      zh: `${when.zh} \`${name}\` 不是可读的普通文件，或者大得过分。`,
    }),
  };
}
