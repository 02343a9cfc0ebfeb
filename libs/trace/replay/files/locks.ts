import type { BlockedCall } from '#libs/trace/history';
import type { Call } from '../../strace/trace-event.js';
import type { Gone } from '../flows/channel.js';
import type { Life, OpenFile, Thing, World } from '../model.js';
import { makeThing } from '../things.js';

/**
 * A lock that a process asks for. Record locks (fcntl) belong to a process or, as OFD locks, to an open file description; flock(2)
 * locks live in a world of their own. See fcntl(2), "Advisory record locking", "Lost locks".
 */
export interface LockRequest {
  readonly family: 'record' | 'flock';
  readonly owner: Life | OpenFile;
  readonly life: Life;
  readonly fd: number | null;
  /** `none` unlocks. */
  readonly access: 'read' | 'write' | 'none';
  /** Bytes of the file; `end` is Infinity for "to the end, however far". */
  readonly start: number;
  readonly end: number;
}

interface Release {
  readonly thread: string | null;
  readonly lock: LockRequest;
  readonly position: number;
  readonly ms: number;
  /** Null when it was unlocked by a call made for it. */
  readonly gone: Gone | null;
}

/** The locks of one file. */
export interface FileLocks {
  readonly held: LockRequest[];
  readonly releases: Release[];
  /** Drawn only when somebody met a lock of somebody else. */
  thing: Thing | null;
}

/** So many releases of one file are remembered: a waiter needs those since it began to wait. */
const releasesMax = 256;

/** The locks of a file, known by its object. */
export function locksOf(world: World, file: Thing): FileLocks {
  const known = world.fileLocks.get(file);
  if (known) return known;
  const fresh: FileLocks = { held: [], releases: [], thing: null };
  world.fileLocks.set(file, fresh);
  return fresh;
}

/** Locks of others that stand against a request. */
export function conflicts(locks: FileLocks, wanted: LockRequest): readonly LockRequest[] {
  return locks.held.filter((held) => stands(held, wanted));
}

function stands(held: LockRequest, wanted: LockRequest): boolean {
  return (
    held.family === wanted.family &&
    held.owner !== wanted.owner &&
    held.start < wanted.end &&
    wanted.start < held.end &&
    (held.access === 'write' || wanted.access === 'write')
  );
}

/** The object for a file's locks, once they matter to somebody. */
export function lockThing(world: World, file: Thing, locks: FileLocks): Thing {
  locks.thing ??= makeThing(world, {
    mechanism: 'synchronisation',
    kind: 'file-lock',
    name: `lock on ${file.name}`,
    madeBy: null,
  });
  return locks.thing;
}

/** Gives up what a process holds of a range: by unlocking it, or by asking for another kind of lock on it. */
export function release(world: World, locks: FileLocks, wanted: LockRequest): void {
  const own = locks.held.filter((held) => held.family === wanted.family && held.owner === wanted.owner);
  for (const held of own) {
    if (held.start >= wanted.end || wanted.start >= held.end) continue;
    locks.held.splice(locks.held.indexOf(held), 1);
    if (held.start < wanted.start) locks.held.push({ ...held, end: wanted.start });
    if (held.end > wanted.end) locks.held.push({ ...held, start: wanted.end });
    remember(world, locks, { lock: { ...held, life: wanted.life, fd: wanted.fd }, gone: null });
  }
}

function remember(world: World, locks: FileLocks, { lock, gone }: Pick<Release, 'lock' | 'gone'>): void {
  locks.releases.push({ lock, gone, thread: world.thread, position: world.position, ms: world.ms });
  if (locks.releases.length > releasesMax) locks.releases.shift();
}

/**
 * A request that the kernel granted. Whoever had waited for it was woken by the one that let go last of what stood against it;
 * locks that our table still holds against it are gone too: the kernel knows better.
 */
export function grant(world: World, file: Thing, granted: { wanted: LockRequest; call: Call }): void {
  const { wanted, call } = granted;
  const locks = locksOf(world, file);
  const since = world.lockWaits.get(call);
  world.lockWaits.delete(call);
  for (const stale of conflicts(locks, wanted)) locks.held.splice(locks.held.indexOf(stale), 1);
  release(world, locks, wanted);
  if (wanted.access !== 'none') locks.held.push(wanted);
  if (since === undefined) return;
  const last = locks.releases.findLast(
    (one) =>
      one.position >= call.entered.position && stands(one.lock, wanted) && one.lock.life !== wanted.life,
  );
  if (!last) return;
  const { gone } = last;
  world.flows.push({
    kind: 'wake',
    from: last.lock.life.id,
    to: wanted.life.id,
    through: lockThing(world, file, locks).id,
    fromFd: last.lock.fd,
    toFd: wanted.fd,
    sentMs: last.ms,
    receivedMs: world.ms,
    bytes: 0,
    offset: 0,
    head: new Uint8Array(),
    fromThread: last.thread,
    cause: gone && { process: gone.life.id, fd: gone.fd, by: gone.by, atMs: gone.ms },
  });
}

/**
 * What closing a descriptor does to locks: all record locks of the process on that file go, whichever descriptor they were taken
 * with; locks of an open file description go with its last descriptor, one that is on its way through a socket included. See fcntl(2),
 * flock(2), unix(7).
 */
export function releaseByClose(world: World, closed: { life: Life; file: OpenFile; gone: Gone }): void {
  const { life, file, gone } = closed;
  const locks = file.thing ? world.fileLocks.get(file.thing) : undefined;
  if (!locks || locks.held.length === 0) return;
  const isOpen =
    world.inFlight.some((passed) => passed.file === file) ||
    world.lives.some((one) => [...one.table.entries.values()].some((entry) => entry.file === file));
  for (const held of locks.held.filter((one) => one.owner === life || (one.owner === file && !isOpen))) {
    locks.held.splice(locks.held.indexOf(held), 1);
    remember(world, locks, { lock: { ...held, life, fd: gone.fd }, gone });
  }
}

// A lock of an open file description outlives who took it: with each process that has a copy of the descriptor. See flock(2).
function keepersOf(world: World, { owner, life, fd }: LockRequest): BlockedCall['heldBy'] {
  if (life.endMs === null || owner === life) return [{ process: life.id, fd }];
  return world.lives.flatMap((one) => {
    const own = [...one.table.entries].find(([, entry]) => entry.file === owner);
    return one.endMs === null && own ? [{ process: one.id, fd: own[0] }] : [];
  });
}

/** Who holds what a blocked lock call waits for; null for a call that waits for no lock. */
export function lockHolders(
  world: World,
  call: Call,
): { thing: Thing | null; heldBy: BlockedCall['heldBy'] } | null {
  const wait = world.lockWaits.get(call);
  if (!wait) return null;
  const heldBy = conflicts(locksOf(world, wait.file), wait.wanted).flatMap((held) => keepersOf(world, held));
  return {
    thing: locksOf(world, wait.file).thing,
    heldBy: heldBy.filter((one, at) => heldBy.findIndex((other) => other.process === one.process) === at),
  };
}
