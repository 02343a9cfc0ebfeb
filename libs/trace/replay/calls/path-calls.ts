import { decodeDescriptor, decodeNumber, decodeQuoted } from '../../strace/decode.js';
import type { Call } from '../../strace/trace-event.js';
import { cutContent } from '../files/file-content.js';
import { becomeFifo } from '../files/fifos.js';
import { findFile } from '../files/find-file.js';
import { isRuntimePath, resolvePath, semaphoreName, unnamedFile } from '../files/open-path.js';
import { nameListener } from '../sockets/listeners.js';
import { type Handler, type Life, type Thing, valueOf, type World } from '../model.js';

/** All paths that a call names, made absolute: each begins at the folder that the descriptor before it stands for. */
function pathsOf(life: Life, call: Call): readonly string[] {
  return call.args.flatMap((text, at) => {
    const path = text.startsWith('"') ? decodeQuoted(text) : null;
    if (path === null) return [];
    const folder = at === 0 ? null : (decodeDescriptor(call.args[at - 1])?.target ?? null);
    return [resolvePath(path, folder ?? life.cwd)];
  });
}

const makeNode: Handler = {
  leave(world, life, call) {
    if (valueOf(call) !== 0 || !call.args.some((arg) => arg.includes('S_IFIFO'))) return;
    for (const path of pathsOf(life, call)) {
      world.fifoPaths.add(path);
      world.byTarget.delete(path);
    }
  },
};

const truncateOpen: Handler = {
  enter(world, life, call) {
    const content = findFile(world, life, { text: call.args[0], access: 'write' })?.thing?.content;
    if (valueOf(call) === 0 && content) cutContent(content, decodeNumber(call.args[1]) ?? 0);
  },
};

const truncatePath: Handler = {
  enter(world, life, call) {
    const [path] = pathsOf(life, call);
    const content = path === undefined ? null : world.byTarget.get(path)?.content;
    if (valueOf(call) === 0 && content) cutContent(content, decodeNumber(call.args[1]) ?? 0);
  },
};

// Where a file's next byte is read or written is known to the table, but not when a program moves it.
const seekCall: Handler = {
  leave(world, life, call) {
    const offset = valueOf(call);
    const file = findFile(world, life, { text: call.args[0], access: 'both' });
    if (call.answer.kind === 'error' && call.answer.errno === 'ESPIPE' && file?.thing)
      becomeFifo(world, file.thing);
    if (offset === null || !file) return;
    file.offset = offset;
    if (call.args[2] === 'SEEK_END' && call.args[1] === '0' && file.thing?.content) {
      file.thing.content.sizeBytes = offset;
      file.thing.content.isSizeKnown = true;
    }
  },
};

// A path that is removed or given away belongs to whatever is made there next; who has the old file open keeps it.
const forgetPath: Handler = {
  leave(world, life, call) {
    if (valueOf(call) !== 0) return;
    for (const path of pathsOf(life, call)) {
      if (isRuntimePath(path)) continue;
      const thing = world.byTarget.get(path);
      world.byTarget.delete(path);
      world.fifoPaths.delete(path);
      if (thing) world.removed.set(path, thing);
      if (thing?.name === path) keepName(world, thing);
    }
  },
};

/** A file with several names goes by one that it still has. */
function keepName(world: World, thing: Thing): void {
  const [other] = [...world.byTarget].find(([path, one]) => one === thing && path.startsWith('/')) ?? [];
  if (other !== undefined) name(world, other, thing);
}

// A file that is renamed stays the same file; what had its new name before is forgotten, or gets the old name.
const movePath: Handler = {
  leave(world, life, call) {
    const [from, to] = pathsOf(life, call);
    if (valueOf(call) !== 0 || from === undefined || to === undefined || from === to) return;
    nameListener(world, { from, to });
    if (call.args.some((arg) => arg.includes('RENAME_EXCHANGE'))) {
      const [one, other] = [world.byTarget.get(from), world.byTarget.get(to)];
      name(world, to, one);
      name(world, from, other);
      return;
    }
    name(world, to, world.byTarget.get(from));
    world.byTarget.delete(from);
    if (world.fifoPaths.delete(from)) world.fifoPaths.add(to);
    else world.fifoPaths.delete(to);
    moveBelow(world, from, to);
  },
};

/** A folder takes all that is in it along. */
function moveBelow(world: World, from: string, to: string): void {
  for (const [path, thing] of world.byTarget)
    if (path.startsWith(`${from}/`)) {
      world.byTarget.delete(path);
      name(world, `${to}${path.slice(from.length)}`, thing);
    }
  for (const path of world.fifoPaths)
    if (path.startsWith(`${from}/`) && world.fifoPaths.delete(path))
      world.fifoPaths.add(`${to}${path.slice(from.length)}`);
}

function name(world: World, path: string, thing: Thing | undefined): void {
  if (!thing) {
    world.byTarget.delete(path);
    return;
  }
  world.byTarget.set(path, thing);
  if (thing.kind === 'file' || thing.kind === 'fifo') thing.name = path;
  if (thing.kind === 'semaphore') thing.name = semaphoreName(path);
}

// Another name of the same file. glibc makes a semaphore under a random name and then links it to the one it was asked for.
const linkPath: Handler = {
  leave(world, life, call) {
    const [from, to] = pathsOf(life, call);
    if (valueOf(call) !== 0 || from === undefined || to === undefined) return;
    nameListener(world, { from, to });
    const thing = linkedThing(world, life, { call, from });
    if (!thing) return;
    if (thing.kind === 'semaphore') name(world, to, thing);
    else world.byTarget.set(to, thing);
    if (thing.name.startsWith(unnamedFile))
      thing.name = isNamedMemory(thing, to) ? to.slice(memoryFolder.length) : to;
  },
};

const memoryFolder = '/dev/shm';

/** Shared memory is called as shm_open(3) would be asked for it. */
function isNamedMemory({ kind }: Thing, path: string): boolean {
  return kind === 'posix-shm' && path.startsWith(`${memoryFolder}/`);
}

// A file that was opened with O_TMPFILE gets its first name by its descriptor: open(2).
function linkedThing(world: World, life: Life, link: { call: Call; from: string }): Thing | undefined {
  const fd = /^\/(?:proc\/self|dev)\/fd\/(\d+)$/.exec(link.from)?.[1];
  const isEmpty = link.call.args.some((arg) => arg.includes('AT_EMPTY_PATH')) && link.call.args[1] === '""';
  const number =
    fd === undefined ? (isEmpty ? decodeDescriptor(link.call.args[0])?.fd : undefined) : Number(fd);
  if (number === undefined) return world.byTarget.get(link.from);
  return life.table.entries.get(number)?.file.thing ?? undefined;
}

const changeFolder: Handler = {
  leave(_world, life, call) {
    if (valueOf(call) !== 0) return;
    const [path] = call.name === 'chdir' ? pathsOf(life, call) : [decodeDescriptor(call.args[0])?.target];
    if (path?.startsWith('/') === true) life.cwd = path;
  },
};

/** Calls on the names and sizes of files. See rename(2), link(2), unlink(2), mknod(2), truncate(2), lseek(2), chdir(2). */
export const pathCalls: Readonly<Record<string, Handler>> = {
  mknod: makeNode,
  mknodat: makeNode,
  truncate: truncatePath,
  ftruncate: truncateOpen,
  lseek: seekCall,
  link: linkPath,
  linkat: linkPath,
  unlink: forgetPath,
  unlinkat: forgetPath,
  rename: movePath,
  renameat: movePath,
  renameat2: movePath,
  chdir: changeFolder,
  fchdir: changeFolder,
};
