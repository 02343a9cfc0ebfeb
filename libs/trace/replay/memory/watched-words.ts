import type { LoggedAccess, LoggedSnapshot, TraceLog } from '../../strace/trace-event.js';
import type { Life, World } from '../model.js';
import { mappingAt } from './mapping-table.js';
import type { Mapping } from './memory-model.js';

/** Larger numbers are most likely addresses, sets of bits, or negative. */
const decimalMax = 0x7fff_ffffn;

/** A number as pictures and traces show it: `42`, `0xffffffff`. */
export function valueText(value: bigint): string {
  return value > decimalMax ? `0x${value.toString(16)}` : `${value}`;
}

/**
 * Answers what tells the world everything that was seen of watched memory before a line of the log. A load that finds what another process
 * stored last is an arrow: sure when nobody else was at the word between each of the two and the tracer's look at it, inferred otherwise.
 */
export function watchedUntil(
  log: TraceLog,
  lifeOf: (sight: TraceLog['sights'][number]) => { life: Life; thread: string | null } | null,
): (world: World, position: number) => void {
  let next = 0;
  return (world, position) => {
    for (let sight = log.sights[next]; sight && sight.at.position < position; sight = log.sights[++next]) {
      const who = lifeOf(sight);
      const mapping = who ? mappingAt(who.life.memory, sight.address) : undefined;
      if (!who || !mapping) continue;
      if (sight.kind === 'snapshot') tellSnapshot(world, { sight, mapping, ...who });
      else tellAccess(world, { sight, mapping, ...who });
    }
  };
}

interface Seen<T> {
  readonly sight: T;
  readonly mapping: Mapping;
  readonly life: Life;
  readonly thread: string | null;
}

function tellSnapshot(world: World, { sight, mapping, life }: Seen<LoggedSnapshot>): void {
  world.watched.snapshots.push({
    process: life.id,
    object: mapping.thing.id,
    offset: offsetOf(sight, mapping),
    content: Buffer.from(sight.content).toString('hex'),
    atMs: sight.at.ms,
  });
}

function tellAccess(world: World, seen: Seen<LoggedAccess>): void {
  const { sight, mapping, life, thread } = seen;
  const { kind, bytes, value, isSure, at } = sight;
  const offset = offsetOf(sight, mapping);
  world.watched.accesses.push({
    process: life.id,
    thread,
    object: mapping.thing.id,
    offset,
    bytes,
    kind,
    before: valueText(sight.before),
    value: valueText(value),
    isSure,
    atMs: at.ms,
  });
  const key = [mapping.thing.id, offset, bytes].join(' ');
  if (kind === 'load') tellLoad(world, { ...seen, key, offset });
  else
    world.watched.stores.set(key, { life, thread, ms: at.ms, value, isSure, loadedBy: new Set([life.id]) });
}

interface Load extends Seen<LoggedAccess> {
  readonly key: string;
  readonly offset: number;
}

// What stands there and nobody was seen to store came by a call, or from before the watch began.
function tellLoad(world: World, { sight, mapping, life, thread, key, offset }: Load): void {
  const store = world.watched.stores.get(key);
  if (!store || store.value !== sight.value || store.loadedBy.has(life.id)) return;
  store.loadedBy.add(life.id);
  world.watched.routes.add(`${store.life.id} ${life.id} ${mapping.thing.id}`);
  world.flows.push({
    kind: 'data',
    from: store.life.id,
    to: life.id,
    through: mapping.thing.id,
    fromFd: null,
    toFd: null,
    sentMs: store.ms,
    receivedMs: sight.at.ms,
    bytes: sight.bytes,
    offset,
    head: Buffer.from(valueText(sight.value)),
    inferred: !(store.isSure && sight.isSure),
    fromThread: store.thread,
    toThread: thread,
  });
}

function offsetOf({ address }: { readonly address: number }, mapping: Mapping): number {
  return mapping.offset + address - mapping.start;
}
