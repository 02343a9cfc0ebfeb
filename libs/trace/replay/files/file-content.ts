import { headBytesMax, type Content, type Extent, type Life } from '../model.js';

export interface Written {
  readonly start: number;
  readonly bytes: number;
  readonly from: Life;
  readonly thread: string | null;
  readonly fd: number | null;
  readonly sentMs: number;
  readonly head: Uint8Array;
  readonly isGuess: boolean;
}

/** A stretch of a file that one read got; `extent` is null when nobody was seen to write it. */
export interface ReadPart {
  readonly extent: Extent | null;
  readonly start: number;
  readonly bytes: number;
  readonly head: Uint8Array;
}

/** Notes who wrote a range last; older writes below it are cut. */
export function writeContent(content: Content, written: Written): Extent {
  const { start, bytes, head, ...by } = written;
  const end = start + bytes;
  const fresh: Extent = { ...by, start, end, head: head.slice(0, headBytesMax), headAt: start, read: false };
  content.sizeBytes = Math.max(content.sizeBytes, end);
  const [from, to] = overlapping(content, start, end);
  const kept: Extent[] = [];
  for (const old of content.extents.slice(from, to)) {
    if (old.start < start) kept.push({ ...old, end: start });
    if (old.end > end) kept.push({ ...old, start: end });
  }
  const before = kept.filter((old) => old.end <= start);
  const after = kept.filter((old) => old.start >= end);
  content.extents.splice(from, to - from, ...before, fresh, ...after);
  return fresh;
}

/** Splits a read range by whose bytes it met. */
export function readContent(
  content: Content,
  range: { start: number; bytes: number; seen: Uint8Array },
): readonly ReadPart[] {
  const { start, bytes, seen } = range;
  const end = start + bytes;
  const [from, to] = overlapping(content, start, end);
  const parts: ReadPart[] = [];
  let at = start;
  const add = (extent: Extent | null, until: number): void => {
    if (until <= at) return;
    if (extent) extent.read = true;
    parts.push({
      extent,
      start: at,
      bytes: until - at,
      head: headOf(extent, { from: at, until }, seen.subarray(at - start, until - start)),
    });
    at = until;
  };
  for (const extent of content.extents.slice(from, to)) {
    add(null, Math.min(end, extent.start));
    add(extent, Math.min(end, extent.end));
  }
  add(null, end);
  return parts;
}

// A call that moves bytes inside the kernel shows none: then what was written is shown.
function headOf(extent: Extent | null, part: { from: number; until: number }, seen: Uint8Array): Uint8Array {
  if (seen.length > 0 || !extent) return seen.slice(0, headBytesMax);
  return extent.head.slice(Math.max(0, part.from - extent.headAt), Math.max(0, part.until - extent.headAt));
}

/** What ftruncate(2) or O_TRUNC leaves. */
export function cutContent(content: Content, sizeBytes: number): void {
  const [, to] = overlapping(content, 0, sizeBytes);
  content.extents.splice(to);
  const last = content.extents.at(-1);
  if (last && last.end > sizeBytes) last.end = sizeBytes;
  content.sizeBytes = sizeBytes;
  content.isSizeKnown = true;
  if (sizeBytes === 0) content.startedEmpty = true;
}

/** What was written in a range, in order of offset. */
export function extentsIn(content: Content, start: number, end: number): readonly Extent[] {
  return content.extents.slice(...overlapping(content, start, end));
}

/** First and one-past-last index of the extents that share a byte with the range. */
function overlapping(content: Content, start: number, end: number): readonly [number, number] {
  const from = firstIndex(content, (extent) => extent.end > start);
  const to = firstIndex(content, (extent) => extent.start >= end);
  return [from, Math.max(from, to)];
}

function firstIndex(content: Content, holds: (extent: Extent) => boolean): number {
  let [low, high] = [0, content.extents.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const extent = content.extents[middle];
    if (extent && holds(extent)) high = middle;
    else low = middle + 1;
  }
  return low;
}
