import type { Channel } from '../flows/channel.js';
import { cutContent } from './file-content.js';
import { openProcessFile } from './process-files.js';
import { makeChannel, makeOpenFile, makeThing, numberedName, openStream } from '../things.js';
import type { Life, OpenFile, Thing, World } from '../model.js';

/** Files that belong to the machine and its languages, not to the program: shared libraries, locales, Python's own modules. */
const runtimePaths =
  /^\/(?:usr|lib|lib32|lib64|libx32|etc|proc|sys|bin|sbin|opt|nix|root\/\.pyenv)(?:\/|$)|\.so(?:\.\d+)*$|\.pyc(?:\.\d+)?$|\/__pycache__(?:\/|$)|\/pyvenv\.cfg$|^\/dev\/u?random$/;

/** What multiprocessing loads when it is about to start a process. */
const multiprocessing = /\/multiprocessing\/(?:__pycache__\/)?popen_/;

/** Whether a path is noise in a picture of what a program did. */
export function isRuntimePath(path: string): boolean {
  return runtimePaths.test(path);
}

export interface Opened {
  readonly path: string;
  readonly access: OpenFile['access'];
  readonly flags: string;
  /** When the opening began; left out for what was open before anybody looked. */
  readonly sinceMs?: number;
  /** Its name was gone already when the opening was seen to return. */
  readonly isRemoved?: boolean;
}

/** What open(2) of a path gives: a FIFO that somebody made, a device, shared memory by name, or a regular file. */
export function openPath(world: World, life: Life, opened: Opened): OpenFile {
  const { path, access, flags } = opened;
  if (multiprocessing.test(path)) life.usesMultiprocessing = true;
  const ofProcess = openProcessFile(world, path, access);
  if (ofProcess) return ofProcess;
  if (isRuntimePath(path) || flags.includes('O_DIRECTORY') || flags.includes('O_PATH'))
    return makeOpenFile({ access, target: path });
  const thing = flags.includes('O_TMPFILE')
    ? makeUnnamed(world, life, path)
    : ((opened.isRemoved === true ? world.removed.get(path) : undefined) ??
      world.byTarget.get(path) ??
      makePathThing(world, life, opened));
  const channel = thing.kind === 'fifo' ? openFifo(thing, opened.sinceMs ?? world.ms) : thing.channels[0];
  if (channel) return openStream(channel, access, path);
  if (flags.includes('O_TRUNC') && thing.content) cutContent(thing.content, 0);
  if (flags.includes('O_EXCL') && thing.content) cutContent(thing.content, 0);
  return makeOpenFile({
    thing,
    access,
    target: path,
    append: flags.includes('O_APPEND'),
    forces: /O_D?SYNC/.test(flags),
  });
}

/**
 * What a FIFO still holds goes with its last descriptor; who opens it later finds it empty. See fifo(7). Who had begun to open it before
 * kept it: a writer may write and close before its reader's open has been seen to return.
 */
function openFifo(thing: Thing, sinceMs: number): Channel {
  const latest = thing.channels.at(-1);
  if (latest === undefined) return makeChannel(thing, false);
  const isLost = latest.readers === 0 && latest.writers === 0 && latest.first < latest.pieces.length;
  const emptiedMs = Math.max(latest.lastReader?.ms ?? 0, latest.lastWriter?.ms ?? 0);
  return isLost && emptiedMs <= sinceMs ? makeChannel(thing, false) : latest;
}

/** What the names of files without a name begin with. */
export const unnamedFile = 'unnamed file';

function makeUnnamed(world: World, life: Life, folder: string): Thing {
  const content = { ...emptyContent(), isSizeKnown: true, startedEmpty: true };
  const isMemory = folder === '/dev/shm' || folder.startsWith('/dev/shm/');
  return makeThing(world, {
    ...(isMemory ? { mechanism: 'shared-memory', kind: 'posix-shm' } : { mechanism: 'file', kind: 'file' }),
    name: numberedName(world, unnamedFile),
    madeBy: life,
    content,
  });
}

/** The object at a path where none was opened before. */
export function makePathThing(world: World, life: Life, { path, flags }: Opened): Thing {
  const madeBy = flags.includes('O_CREAT') ? life : null;
  const thing = world.fifoPaths.has(path) ? makeFifo(world, path) : makeFile(world, path, madeBy);
  world.byTarget.set(path, thing);
  return thing;
}

function makeFifo(world: World, path: string): Thing {
  const thing = makeThing(world, { mechanism: 'named-pipe', kind: 'fifo', name: path, madeBy: null });
  makeChannel(thing, false);
  return thing;
}

function makeFile(world: World, path: string, madeBy: Life | null): Thing {
  // glibc keeps a named semaphore in a file of its own, sem_overview(7); the name is given by the link that follows.
  if (path.startsWith(semaphoreFiles))
    return makeThing(world, {
      mechanism: 'synchronisation',
      kind: 'semaphore',
      name: semaphoreName(path),
      madeBy,
      content: emptyContent(),
    });
  if (path.startsWith('/dev/shm/'))
    return makeThing(world, {
      mechanism: 'shared-memory',
      kind: 'posix-shm',
      name: path.slice('/dev/shm'.length),
      madeBy,
      content: emptyContent(),
    });
  if (path.startsWith('/dev/'))
    return makeThing(world, { mechanism: 'file', kind: 'device', name: path, madeBy: null });
  return makeThing(world, { mechanism: 'file', kind: 'file', name: path, madeBy, content: emptyContent() });
}

const semaphoreFiles = '/dev/shm/sem.';

/** `/dev/shm/sem.door` as sem_open(3) was asked for it: `/door`. */
export function semaphoreName(path: string): string {
  return path.startsWith(semaphoreFiles) ? `/${path.slice(semaphoreFiles.length)}` : path;
}

function emptyContent(): { extents: []; sizeBytes: number; isSizeKnown: boolean; startedEmpty: boolean } {
  return { extents: [], sizeBytes: 0, isSizeKnown: false, startedEmpty: false };
}

/** A path made absolute: relative ones begin at the process's working directory as last seen. */
export function resolvePath(path: string, folder: string | null): string {
  const parts: string[] = [];
  for (const part of (path.startsWith('/') ? path : `${folder ?? ''}/${path}`).split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}
