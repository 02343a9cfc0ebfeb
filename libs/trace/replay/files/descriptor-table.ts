import { releaseByClose } from './locks.js';
import { tellLostLocks } from './lock-steps.js';
import type { Channel, Gone } from '../flows/channel.js';
import type { DescriptorSpan, Entry, Life, OpenFile, Table, World } from '../model.js';

type EndedBy = NonNullable<DescriptorSpan['endedBy']>;

/** Puts a file into a process's table. When the kernel gives a number that the table thought taken, it was closed unseen. */
export function openDescriptor(
  world: World,
  life: Life,
  slot: { fd: number; file: OpenFile; closeOnExec: boolean },
): void {
  const { fd, file, closeOnExec } = slot;
  if (life.table.entries.get(fd)?.file.target === null) forgetDescriptor(world, life, fd);
  closeDescriptor(world, life, { fd, endedBy: 'replaced' });
  add(world, life.table, { fd, file, closeOnExec });
}

/** Takes back a standard stream that was thought open and was not: a call said so, or the kernel gave its number away. */
export function forgetDescriptor(world: World, life: Life, fd: number): void {
  const entry = life.table.entries.get(fd);
  if (!entry || entry.file.target !== null) return;
  life.table.entries.delete(fd);
  if (entry.span) world.spans.splice(world.spans.indexOf(entry.span), 1);
}

/** Takes a number out of a process's table. */
export function closeDescriptor(world: World, life: Life, slot: { fd: number; endedBy: EndedBy }): void {
  const entry = life.table.entries.get(slot.fd);
  if (!entry) return;
  life.table.entries.delete(slot.fd);
  if (entry.span) {
    entry.span.untilMs = world.ms;
    entry.span.endedBy = slot.endedBy;
  }
  const { reads, writes } = entry.file;
  const gone: Gone = { life, fd: slot.fd, ms: world.ms, by: slot.endedBy };
  if (writes && writes.writers > 0) {
    writes.writers -= 1;
    if (writes.writers === 0) writes.lastWriter = gone;
  }
  if (reads && reads.readers > 0) {
    reads.readers -= 1;
    if (reads.readers === 0) reads.lastReader = gone;
  }
  releaseByClose(world, { life, file: entry.file, gone });
  tellLostLocks(world, { life, file: entry.file, gone });
}

/** Gives a child the descriptors of its parent: copies of them, or with CLONE_FILES the same table. */
export function inheritTable(world: World, child: Life, origin: { parent: Life; isShared: boolean }): void {
  const { table } = origin.parent;
  if (origin.isShared) {
    table.users += 1;
    child.table = table;
    return;
  }
  for (const [fd, entry] of table.entries)
    add(world, child.table, { fd, file: entry.file, closeOnExec: entry.closeOnExec });
}

/** What execve(2) does: the table becomes the process's own, and descriptors marked close-on-exec go. */
export function execTable(world: World, life: Life): void {
  if (life.table.users > 1) {
    const old = life.table;
    old.users -= 1;
    life.table = { owner: life.id, users: 1, entries: new Map() };
    for (const [fd, entry] of old.entries)
      add(world, life.table, { fd, file: entry.file, closeOnExec: entry.closeOnExec });
  }
  for (const [fd, entry] of life.table.entries)
    if (entry.closeOnExec) closeDescriptor(world, life, { fd, endedBy: 'exec' });
}

/** What the end of a process does to its descriptors. */
export function exitTable(world: World, life: Life): void {
  life.table.users -= 1;
  if (life.table.users > 0) return;
  for (const fd of life.table.entries.keys()) closeDescriptor(world, life, { fd, endedBy: 'exit' });
}

/** All living processes with an end of the channel, in order of birth; a process is named once, with its lowest number. */
export function holdersOf(
  world: World,
  channel: Channel,
  end: 'reads' | 'writes',
): readonly { life: Life; fd: number }[] {
  return world.lives.flatMap((life) => {
    if (life.endMs !== null) return [];
    const fds = [...life.table.entries].filter(([, entry]) => entry.file[end] === channel).map(([fd]) => fd);
    return fds.length > 0 ? [{ life, fd: Math.min(...fds) }] : [];
  });
}

/** Says of every process that has this open file now what it has become: a socket that is connected, a stream that is known. */
export function retell(world: World, file: OpenFile): void {
  for (const life of world.lives)
    for (const [fd, entry] of life.table.entries)
      if (entry.file === file && file.thing) {
        if (entry.span) entry.span.object = file.thing.id;
        else
          life.table.entries.set(fd, {
            ...entry,
            span: beginSpan(world, life.table, { fd, file, closeOnExec: entry.closeOnExec }),
          });
      }
}

function add(world: World, table: Table, slot: { fd: number; file: OpenFile; closeOnExec: boolean }): void {
  const { fd, file, closeOnExec } = slot;
  const entry: Entry = { file, closeOnExec, span: beginSpan(world, table, slot) };
  table.entries.set(fd, entry);
  if (file.writes) file.writes.writers += 1;
  if (file.reads) file.reads.readers += 1;
}

function beginSpan(
  world: World,
  table: Table,
  slot: { fd: number; file: OpenFile; closeOnExec: boolean },
): DescriptorSpan | null {
  const { fd, file, closeOnExec } = slot;
  if (!file.thing) return null;
  const span: DescriptorSpan = {
    process: table.owner,
    fd,
    object: file.thing.id,
    access: file.access,
    closeOnExec,
    fromMs: world.ms,
    untilMs: null,
    endedBy: null,
  };
  world.spans.push(span);
  return span;
}
