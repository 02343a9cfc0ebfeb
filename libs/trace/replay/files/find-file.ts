import { decodeDescriptor } from '../../strace/decode.js';
import { openDescriptor, retell } from './descriptor-table.js';
import { openPath } from './open-path.js';
import { makeOpenFile, makePipe, openStream } from '../things.js';
import type { Life, OpenFile, World } from '../model.js';

/**
 * The open file that a printed descriptor such as `3<pipe:[7]>` stands for; null when the argument is none.
 * The table says who opened it and how; the kernel's name in brackets is the authority where they differ, since the trace may
 * have begun after the descriptor was made.
 */
export function findFile(
  world: World,
  life: Life,
  printed: { text: string | undefined; access: OpenFile['access'] },
): OpenFile | null {
  const descriptor = decodeDescriptor(printed.text);
  if (!descriptor) return null;
  const { fd, target } = descriptor;
  const known = life.table.entries.get(fd)?.file;
  if (known && (target === null || known.target === target || !contradicts(known, target))) {
    if (target !== null && known.target === null) learnTarget(world, known, target);
    return known;
  }
  if (target === null) return null;
  const file = openTarget(world, life, { target, access: printed.access });
  openDescriptor(world, life, { fd, file, closeOnExec: false });
  return file;
}

// A file keeps being the same file when it is renamed or removed; a pipe or socket with another inode is another one.
function contradicts(known: OpenFile, target: string): boolean {
  if (known.target === null) return false;
  return isInode(known.target) || isInode(target);
}

function isInode(target: string): boolean {
  return /^(?:pipe|socket|TCP|UDP|UNIX[A-Z-]*):\[/.test(target);
}

/** The first call that names a standard stream tells what it really is. */
function learnTarget(world: World, file: OpenFile, target: string): void {
  file.target = target;
  const { thing } = file;
  if (!thing) return;
  if (!world.byTarget.has(target)) world.byTarget.set(target, thing);
  if (target.startsWith('/')) {
    thing.mechanism = 'file';
    thing.kind = target.startsWith('/dev/') ? 'device' : 'file';
  } else if (target.startsWith('socket:') || target.startsWith('UNIX')) {
    thing.mechanism = 'unix-domain-socket';
    thing.kind = 'unix-stream';
  }
  retell(world, file);
}

function openTarget(
  world: World,
  life: Life,
  wanted: { target: string; access: OpenFile['access'] },
): OpenFile {
  const { target, access } = wanted;
  if (target.startsWith('/')) return openPath(world, life, { path: target, access, flags: '' });
  const thing = world.byTarget.get(target);
  if (target.startsWith('pipe:[')) {
    const channel = thing?.channels[0];
    if (thing && !channel) return makeOpenFile({ thing, access, target });
    return openStream(channel ?? makePipe(world, target, null), access, target);
  }
  return makeOpenFile({ thing: thing ?? null, access, target });
}
