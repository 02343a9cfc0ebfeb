import { z } from 'zod';
import type { Sentence } from '#libs/contracts/sentence';
import { defineCondition } from '../../../condition.js';
import { frame, headerBytes, quoteBytes } from '../../../explain/messages/frames.js';
import { type Payload, findPayload } from '../../../explain/payloads/payload.js';
import { nameProgram } from '../../../explain/words/name-program.js';
import type { Wrong } from '../../../explain/wrong.js';
import type { CaseRun } from '../../../runs/case-run.js';
import { fillToken } from '../../../runs/seeded-data.js';

/** So many bytes of a text are told. */
const textBytesTold = 8;

const party = z.strictObject({ program: z.number().int().min(0) });

/**
 * What went from one program to another over a TCP connection to `name` is frames, and nothing else: for each of `texts`, in order, its
 * length in four bytes, the highest first (RFC 1700, "Data Notation"), and its bytes.
 */
export const framed = defineCondition(
  'framed',
  { from: party, to: party, name: z.string(), texts: z.array(z.string()).min(1) },
  ({ from, to, name, texts }, seen) => {
    const payload = findPayload(seen, { from, to, through: 'tcp', name });
    if (payload === null) return nothingCame(seen, from.program, fillToken(name, seen.token));
    const frames = texts.map((text) => frame(Buffer.from(fillToken(text, seen.token))));
    const wanted = Buffer.concat(frames);
    const at = firstDifference(payload, wanted);
    const who = nameProgram(seen, from.program);
    if (at !== null) {
      const difference = differenceAt(frames, at);
      return { about: [payload.object], ...tellDifference(payload, difference, who) };
    }
    if (payload.bytes === wanted.length) return null;
    return {
      about: [payload.object],
      en: `${payload.bytes} bytes came from ${who.en} over the connection; its ${frames.length} frames have ${wanted.length}.`,
      zh: `经连接从${who.zh}传来 ${payload.bytes} 字节；它的 ${frames.length} 帧共有 ${wanted.length} 字节。`,
    };
  },
);

function nothingCame(seen: CaseRun, from: number, place: string): Wrong {
  const who = nameProgram(seen, from);
  return {
    en: `Not a byte came from ${who.en} over a TCP connection to ${place}.`,
    zh: `没有任何字节经通向 ${place} 的 TCP 连接从${who.zh}传来。`,
  };
}

/** Where the first byte lies that is another one than wanted, of those that are known. */
function firstDifference({ flows }: Payload, wanted: Buffer): number | null {
  const places = flows.flatMap(({ head, offset }) => {
    const at = head.findIndex((byte, place) => byte !== wanted[offset + place]);
    return at < 0 ? [] : [offset + at];
  });
  return places.length === 0 ? null : Math.min(...places);
}

/** Where a byte lies that is another one than wanted: in the header or the text of one of `count` frames, or behind them all. */
interface Difference {
  readonly count: number;
  readonly frame: number;
  readonly isInHeader: boolean;
  readonly at: number;
  /** What was wanted from there on; nothing behind the last frame. */
  readonly wanted: Buffer;
}

function differenceAt(frames: readonly Buffer[], at: number): Difference {
  const starts = frames.map((_, index) => frames.slice(0, index).reduce((sum, one) => sum + one.length, 0));
  const index = starts.findLastIndex((start) => start <= at);
  const [start = 0, whole = Buffer.alloc(0)] = [starts[index], frames[index]];
  const isInHeader = at < start + headerBytes;
  // A length is told as a whole.
  const place = isInHeader ? start : at;
  const end = isInHeader ? headerBytes : place - start + textBytesTold;
  return {
    count: frames.length,
    frame: index + 1,
    isInHeader,
    at: place,
    wanted: whole.subarray(place - start, end),
  };
}

function tellDifference(
  payload: Payload,
  { count, frame, isInHeader, at, wanted }: Difference,
  who: Sentence,
): Sentence {
  if (wanted.length === 0) {
    const more = quoteBytes(bytesFrom(payload, at, textBytesTold));
    return {
      en: `Behind its ${count} frames ${who.en} sent more bytes: ${more}.`,
      zh: `${who.zh}在它的 ${count} 帧之后又发送了字节：${more}。`,
    };
  }
  const [was, is] = [quoteBytes(bytesFrom(payload, at, wanted.length)), quoteBytes(wanted)];
  const [part, partZh] = isInHeader ? ['begins with', '开头是'] : ['goes on with', '接着是'];
  return {
    en: `Frame ${frame} from ${who.en} ${part} the bytes ${was}; ${is} were wanted: a length, highest byte first, and then the text.`,
    zh: `${who.zh}的第 ${frame} 帧${partZh}字节 ${was}；应为 ${is}：先是长度，最高字节在前，然后是文本。`,
  };
}

/** Up to so many of the bytes that are known from a position on. */
function bytesFrom({ flows }: Payload, from: number, count: number): Buffer {
  const known = new Map(
    flows.flatMap(({ head, offset }) => [...head].map((byte, at): [number, number] => [offset + at, byte])),
  );
  const bytes = Array.from({ length: count }, (_, at) => known.get(from + at));
  return Buffer.from(bytes.filter((byte) => byte !== undefined));
}
