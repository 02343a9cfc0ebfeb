import type { Flow } from '#libs/trace/history';
import type { Word } from './memory-model.js';
import type { Mutable, World } from '../model.js';

/** Between processes that send each other more than this by calls, what shared memory carries cannot be told from it. */
const controlBytesMax = 64;

/**
 * Tells what no system call shows: that data went through shared memory. Only where a process that could write to an object woke
 * another one that has it in memory, at a word inside that same object, and no pipe, socket, queue or file between the two carried
 * more than a few bytes, and where no watched word shows it. Each is marked as inferred, and its bytes are not known: 0.
 */
export function inferFlows(world: World): void {
  const words = new Map([...world.words.values()].map((word) => [word.thing.id, word]));
  const sent = bytesByPair(world);
  const inferred = world.flows.flatMap((wake) => {
    const word = words.get(wake.through);
    if (wake.kind !== 'wake' || wake.inferred === true || wake.cause || !word) return [];
    if (world.watched.routes.has(`${wake.from} ${wake.to} ${word.within.id}`)) return [];
    if ((sent.get(`${wake.from} ${wake.to}`) ?? 0) > controlBytesMax) return [];
    return word.within !== word.thing && isShared(world, word, wake) ? [inferFrom(wake, word)] : [];
  });
  for (const flow of inferred) world.flows.push(flow);
}

function bytesByPair(world: World): ReadonlyMap<string, number> {
  const sent = new Map<string, number>();
  for (const { kind, from, to, bytes } of world.flows) {
    const pair = `${from} ${to}`;
    if (kind === 'data') sent.set(pair, (sent.get(pair) ?? 0) + bytes);
  }
  return sent;
}

function isShared(world: World, word: Word, wake: Flow): boolean {
  const seen = world.mappingSpans.filter(
    (span) =>
      span.object === word.within.id &&
      span.fromMs <= wake.sentMs &&
      (span.untilMs === null || span.untilMs >= wake.sentMs),
  );
  return (
    seen.some((span) => span.process === wake.from && span.access !== 'read') &&
    seen.some((span) => span.process === wake.to)
  );
}

function inferFrom({ from, to, sentMs, receivedMs }: Flow, word: Word): Mutable<Flow> {
  return {
    kind: 'data',
    from,
    to,
    through: word.within.id,
    fromFd: null,
    toFd: null,
    sentMs,
    receivedMs,
    bytes: 0,
    offset: 0,
    head: new Uint8Array(),
    inferred: true,
  };
}
