import { decodeQuoted } from '../../strace/decode.js';
import type { Call } from '../../strace/trace-event.js';
import { resolvePath } from './open-path.js';
import { makeChannel } from '../things.js';
import { type Life, type OpenFile, type Thing, warn, type World } from '../model.js';

/** Opening a file takes microseconds, under a tracer too; who sleeps longer in it waits for the other end of a FIFO. */
const patienceMs = 5;

interface Opening {
  readonly path: string;
  readonly access: OpenFile['access'];
  readonly flags: string;
}

/** What a call opens: the path made absolute, and how; null for calls that open none. */
export function openingOf(life: Life, call: Call): Opening | null {
  const isAt = call.name.startsWith('openat');
  if (!isAt && call.name !== 'open' && call.name !== 'creat') return null;
  const flags = call.name === 'creat' ? 'O_WRONLY|O_CREAT|O_TRUNC' : (call.args[isAt ? 2 : 1] ?? '');
  const path = decodeQuoted(call.args[isAt ? 1 : 0]);
  return path === null ? null : { path: resolvePath(path, life.cwd), access: accessOf(flags), flags };
}

function accessOf(flags: string): OpenFile['access'] {
  if (flags.includes('O_RDWR')) return 'both';
  return flags.includes('O_WRONLY') ? 'write' : 'read';
}

/**
 * Notices a FIFO that was there before the trace: somebody sleeps in opening one end when somebody else opens the other. The log
 * does not say so in words, hence the warning. See fifo(7).
 */
export function noticeFifo(world: World, life: Life, call: Call): void {
  const opening = openingOf(life, call);
  if (!opening || opening.access === 'both' || isKnown(world, opening.path)) return;
  for (const [task, other] of world.openCalls) {
    const owner = world.lifeOfTask[task.index];
    const waiting = owner && other !== call ? openingOf(owner, other) : null;
    const isOtherEnd = waiting?.path === opening.path && waiting.access !== opening.access;
    if (!isOtherEnd || waiting.access === 'both' || world.ms - other.entered.ms < patienceMs) continue;
    world.fifoPaths.add(opening.path);
    world.byTarget.delete(opening.path);
    warn(
      world,
      `${opening.path} is taken for a named pipe, since opening one end of it waited for the other.`,
    );
    return;
  }
}

/** What has been used as a file is none. */
function isKnown(world: World, path: string): boolean {
  const thing = world.byTarget.get(path);
  return world.fifoPaths.has(path) || (thing !== undefined && !isBlank(thing));
}

function isBlank(thing: Thing): boolean {
  return thing.kind === 'file' && thing.outside === null && (thing.content?.extents.length ?? 0) === 0;
}

/** A path that cannot be positioned (ESPIPE), or not be opened for writing without a reader (ENXIO), is a FIFO. See open(2), lseek(2). */
export function becomeFifo(world: World, thing: Thing): void {
  if (!isBlank(thing)) return;
  thing.kind = 'fifo';
  thing.mechanism = 'named-pipe';
  const channel = makeChannel(thing, false);
  const files = new Set<OpenFile>();
  for (const life of world.lives)
    for (const { file } of life.table.entries.values()) {
      if (file.thing !== thing) continue;
      files.add(file);
      if (file.access !== 'write') channel.readers += 1;
      if (file.access !== 'read') channel.writers += 1;
    }
  for (const file of files) {
    file.reads = file.access === 'write' ? null : channel;
    file.writes = file.access === 'read' ? null : channel;
  }
}
