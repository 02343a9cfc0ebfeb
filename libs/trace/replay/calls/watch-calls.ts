import { decodeDescriptor, decodeNumber, decodeQuoted, decodeString } from '../../strace/decode.js';
import type { Call } from '../../strace/trace-event.js';
import { openDescriptor } from '../files/descriptor-table.js';
import { findFile } from '../files/find-file.js';
import { openingOf } from '../files/fifos.js';
import { resolvePath } from '../files/open-path.js';
import { type Handler, type Life, type OpenFile, valueOf, type World } from '../model.js';
import { makeOpenFile, makeThing, numberedName } from '../things.js';

/** Bits of an event's mask, by what a process does to cause it. See inotify(7). */
const events = {
  IN_ACCESS: 0x1,
  IN_MODIFY: 0x2,
  IN_ATTRIB: 0x4,
  IN_CLOSE_WRITE: 0x8,
  IN_CLOSE_NOWRITE: 0x10,
  IN_OPEN: 0x20,
  IN_MOVED_FROM: 0x40,
  IN_MOVED_TO: 0x80,
  IN_CREATE: 0x100,
  IN_DELETE: 0x200,
  IN_DELETE_SELF: 0x400,
  IN_MOVE_SELF: 0x800,
} as const;

type EventName = keyof typeof events;

const inotifyInit: Handler = {
  leave(world, life, call) {
    const fd = valueOf(call);
    if (fd === null || call.answer.kind !== 'value') return;
    world.changes ??= new Map();
    const name = numberedName(world, 'inotify');
    const thing = makeThing(world, { mechanism: 'file', kind: 'inotify', name, madeBy: life });
    const target = decodeDescriptor(call.answer.text)?.target ?? null;
    const file = makeOpenFile({
      thing,
      access: 'read',
      target,
      special: { kind: 'inotify', watches: new Map() },
    });
    openDescriptor(world, life, { fd, file, closeOnExec: call.args[0]?.includes('CLOEXEC') === true });
  },
};

const addWatch: Handler = {
  leave(world, life, call) {
    const watch = valueOf(call);
    const special = findFile(world, life, { text: call.args[0], access: 'read' })?.special;
    const path = decodeQuoted(call.args[1]);
    if (watch === null || path === null || special?.kind !== 'inotify') return;
    special.watches.set(watch, resolvePath(path, life.cwd));
  },
};

const removeWatch: Handler = {
  leave(world, life, call) {
    const special = findFile(world, life, { text: call.args[0], access: 'read' })?.special;
    if (valueOf(call) === 0 && special?.kind === 'inotify')
      special.watches.delete(decodeNumber(call.args[1]) ?? -1);
  },
};

/** Size of struct inotify_event without its name, inotify(7). */
const eventBytes = 16;

/** read(2) of an inotify descriptor: events, each from the process that was last seen to do such a thing there, as inferred. */
export function readEvents(world: World, life: Life, read: { file: OpenFile; call: Call }): void {
  const { file, call } = read;
  if (file.special?.kind !== 'inotify' || !file.thing) return;
  const bytes = decodeString(call.args[1]);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = 0; at + eventBytes <= bytes.length;) {
    const [watch, mask, length] = [
      view.getInt32(at, true),
      view.getUint32(at + 4, true),
      view.getUint32(at + 12, true),
    ];
    const name = textOf(bytes.subarray(at + eventBytes, at + eventBytes + length));
    at += eventBytes + length;
    const folder = file.special.watches.get(watch);
    const kind = Object.entries(events).find(([, bit]) => (mask & bit) !== 0)?.[0];
    if (folder === undefined || kind === undefined) continue;
    const by = world.changes?.get(`${kind} ${name === '' ? folder : `${folder}/${name}`}`) ?? null;
    // What a process does itself needs no arrow.
    if (by?.life === life) continue;
    world.flows.push({
      kind: 'wake',
      from: by?.life.id ?? null,
      to: life.id,
      through: file.thing.id,
      fromFd: by?.fd ?? null,
      toFd: decodeDescriptor(call.args[0])?.fd ?? null,
      fromThread: by?.thread ?? null,
      sentMs: by?.ms ?? world.ms,
      receivedMs: world.ms,
      bytes: 0,
      offset: 0,
      head: new TextEncoder().encode(name === '' ? kind : `${kind} ${name}`),
      inferred: by !== null,
    });
  }
}

function textOf(padded: Uint8Array): string {
  const end = padded.indexOf(0);
  return new TextDecoder().decode(end < 0 ? padded : padded.subarray(0, end));
}

/** So many changes of files are remembered for those who watch. */
const changesMax = 10_000;

const writes = /^(?:p?write|p?writev2?|pwrite64|pwritev|ftruncate)$/;

/** Notes what a call that has just been made does to files, for events that tell of it. Only where somebody watches. */
export function noteChange(world: World, life: Life, call: Call): void {
  const { changes } = world;
  if (changes === null || valueOf(call) === null) return;
  const note = (kind: EventName, path: string | null | undefined, fd: number | null = null): void => {
    if (path?.startsWith('/') !== true) return;
    if (changes.size >= changesMax) changes.clear();
    changes.set(`${kind} ${path}`, { life, fd, ms: world.ms, thread: world.thread });
  };
  const { name, args } = call;
  const opening = openingOf(life, call);
  if (opening) {
    note('IN_OPEN', opening.path);
    if (opening.flags.includes('O_CREAT')) note('IN_CREATE', opening.path);
    if (opening.flags.includes('O_TRUNC')) note('IN_MODIFY', opening.path);
    return;
  }
  const descriptor = decodeDescriptor(args[0]);
  const file = descriptor ? life.table.entries.get(descriptor.fd)?.file : undefined;
  if (name === 'close')
    note(file?.access === 'read' ? 'IN_CLOSE_NOWRITE' : 'IN_CLOSE_WRITE', descriptor?.target, descriptor?.fd);
  if (writes.test(name)) note('IN_MODIFY', descriptor?.target, descriptor?.fd);
  const paths = args.flatMap((text) =>
    text.startsWith('"') ? [resolvePath(decodeQuoted(text) ?? '', life.cwd)] : [],
  );
  if (name.startsWith('unlink')) note('IN_DELETE', paths[0]);
  if (name.startsWith('link') || name.startsWith('mknod')) note('IN_CREATE', paths.at(-1));
  if (!name.startsWith('rename')) return;
  note('IN_MOVED_FROM', paths[0]);
  note('IN_MOVED_TO', paths[1]);
}

/** Calls that ask for events on files. See inotify(7). */
export const watchCalls: Readonly<Record<string, Handler>> = {
  inotify_init: inotifyInit,
  inotify_init1: inotifyInit,
  inotify_add_watch: addWatch,
  inotify_rm_watch: removeWatch,
};
