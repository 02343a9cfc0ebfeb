import { readContent, type ReadPart, writeContent } from './file-content.js';
import { subjectOf, tellStep } from './file-steps.js';
import { type Extent, headBytesMax, type Life, type OpenFile, type Thing, type World } from '../model.js';
import type { Receiving, Sending, Sent } from '../flows/transfer.js';

interface Writer {
  readonly life: Life;
  readonly fd: number | null;
  readonly sending: Pick<Sending, 'at' | 'bytes' | 'head'>;
}

interface Reader {
  readonly life: Life;
  readonly fd: number | null;
  readonly receiving: Pick<Receiving, 'at' | 'bytes' | 'seen'>;
}

/** Notes in a file's content what a process wrote, where the call or the open file says. See pwrite(2), open(2) O_APPEND. */
export function writeFile(world: World, file: OpenFile, { life, fd, sending }: Writer): Sent | null {
  const content = file.thing?.content;
  if (!content) return null;
  // What is opened for appending is appended to, even by a call that names an offset: pwrite(2), "BUGS".
  const start = file.append ? content.sizeBytes : (sending.at ?? file.offset);
  tellStep(world, life, {
    kind: 'write',
    fd,
    ...subjectOf(world, file.thing),
    offset: start,
    bytes: sending.bytes,
    head: sending.head.slice(0, headBytesMax),
    appends: file.append,
    places: sending.at !== null,
    forces: file.forces,
  });
  const extent = writeContent(content, {
    start,
    bytes: sending.bytes,
    from: life,
    thread: world.thread,
    fd,
    sentMs: world.ms,
    head: sending.head,
    isGuess: file.append && !content.isSizeKnown,
  });
  if (sending.at === null) file.offset = start + sending.bytes;
  return extent;
}

/** Who wrote what a process reads of a file. See pread(2), lseek(2). */
export function readFile(world: World, file: OpenFile, { life, fd, receiving }: Reader): void {
  const { thing } = file;
  if (!thing?.content) return;
  const start = receiving.at ?? file.offset;
  tellStep(world, life, {
    kind: 'read',
    fd,
    ...subjectOf(world, thing),
    offset: start,
    bytes: receiving.bytes,
    head: receiving.seen.slice(0, headBytesMax),
    appends: false,
    places: receiving.at !== null,
    forces: false,
  });
  if (receiving.bytes === 0) return;
  if (receiving.at === null) file.offset = start + receiving.bytes;
  for (const part of readContent(thing.content, { start, bytes: receiving.bytes, seen: receiving.seen })) {
    const extent = part.extent && isLike(part.extent, part) ? part.extent : null;
    if (part.extent === null && isHole(world, thing)) continue;
    // What a process reads back of its own writing went to nobody.
    if (extent?.from === life) continue;
    world.flows.push({
      kind: 'data',
      from: extent?.from.id ?? null,
      to: life.id,
      through: thing.id,
      fromFd: extent?.fd ?? null,
      toFd: fd,
      sentMs: extent?.sentMs ?? world.ms,
      receivedMs: world.ms,
      bytes: part.bytes,
      offset: part.start,
      head: part.head,
      fromThread: extent?.thread ?? null,
      inferred: extent?.isGuess === true && !isShown(extent, part),
    });
  }
}

// lseek(2): "data in the hole are null bytes". A mapping may have filled it, unseen.
function isHole(world: World, thing: Thing): boolean {
  const isMapped = world.mappingSpans.some((span) => span.object === thing.id);
  return thing.content?.startedEmpty === true && !isMapped;
}

// The bytes themselves say where an append went.
function isShown(extent: Extent, part: ReadPart): boolean {
  return part.head.length > 0 && part.start - extent.headAt < extent.head.length;
}

// What a process reads is not what was written there: somebody changed it whom the trace does not show, or it stands elsewhere.
function isLike(extent: Extent, part: ReadPart): boolean {
  const from = Math.max(0, part.start - extent.headAt);
  const own = extent.head.subarray(from, from + part.bytes);
  const length = Math.min(own.length, part.head.length);
  return own.subarray(0, length).every((byte, at) => byte === part.head[at]);
}
