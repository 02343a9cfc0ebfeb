import { signalLabel } from '../naming/signal-label.js';
import type { Flow, History, IpcObject, ProcessLife, Turn } from '#libs/trace/history';
import type { Exit, LoggedTurn, Moment, TraceLog } from '../strace/trace-event.js';
import { shiftTime } from './shift-time.js';
import { processFileKind } from './files/process-files.js';
import { leftBytes, originOf } from './flows/byte-queue.js';
import { findBlocked } from './waits/find-blocked.js';
import { leftoversOf } from './flows/leftovers.js';
import { labelOf } from './flows/messages.js';
import { rolesOfObjects } from './tree/object-roles.js';
import { keepLongest } from './waits/pauses.js';
import { harnessId, type Life, type Mutable, type Thing, warn, type World } from './model.js';
import { threadOf } from './tree/threads.js';
import { undelivered } from './flows/signals.js';
import { verify } from './flows/verify.js';

/** Makes the finished History of a replayed world. */
export function finishHistory(world: World, log: TraceLog, stop: Moment): History {
  const blocked = findBlocked(world);
  const hidden = hiddenThings(world);
  const transfers = [...world.flows, ...unreadFlows(world), ...undelivered(world)].filter(
    (flow) => !hidden.has(flow.through),
  );
  const processes = [harness(world), ...world.lives.map((life) => describeLife(life))];
  const roleOf = rolesOfObjects(world);
  const objects = world.things
    .filter((thing) => !hidden.has(thing.id))
    .map((thing) => ({ ...describeThing(thing), role: roleOf(thing) }));
  const verified = verify({ processes, objects, transfers, putBytes: putBytes(world) });
  const history: History = {
    processes,
    objects,
    transfers: [...verified.transfers].sort((a, b) => a.sentMs - b.sentMs),
    descriptors: world.spans.filter((span) => !hidden.has(span.object)),
    mappings: world.mappingSpans.filter((span) => !hidden.has(span.object)),
    pauses: pausesOf(world, hidden),
    reaps: world.reaps,
    vainWaits: world.vainWaits,
    blocked,
    leftovers: leftoversOf(world),
    accesses: world.watched.accesses.filter(({ object }) => !hidden.has(object)),
    snapshots: world.watched.snapshots.filter(({ object }) => !hidden.has(object)),
    fileSteps: world.fileSteps,
    mishaps: log.mishaps.flatMap(({ task, at, ...mishap }) => {
      const life = world.lifeOfTask[task.index];
      return life ? [{ ...mishap, process: life.id, thread: threadOf(life, task), atMs: at.ms }] : [];
    }),
    ...(log.schedule.turns.length > 0 && {
      schedule: { ...log.schedule, turns: log.schedule.turns.flatMap((turn) => turnOf(world, turn)) },
    }),
    warnings: [...log.warnings, ...world.warnings, ...verified.warnings],
    endMs: stop.ms,
  };
  return shiftTime(history, Math.min(...world.lives.map((life) => life.startMs), stop.ms));
}

function turnOf(world: World, { task, at, step }: LoggedTurn): readonly Turn[] {
  const life = world.lifeOfTask[task.index];
  if (!life) return [];
  const thread = life.threads.find((one) => one.task === task)?.id ?? null;
  return [{ process: life.id, thread, atMs: at.ms, step }];
}

/** What went into each stream or queue. */
function putBytes(world: World): ReadonlyMap<string, number> {
  const streams = world.things.filter((thing) => thing.channels.length > 0);
  return new Map(
    streams.map(({ id, channels }) => [id, channels.reduce((sum, { pushedBytes }) => sum + pushedBytes, 0)]),
  );
}

function harness(world: World): ProcessLife {
  const startMs = Math.min(...world.lives.map((life) => life.startMs));
  return {
    id: harnessId,
    pid: 0,
    parent: null,
    startMs: Number.isFinite(startMs) ? startMs : 0,
    endMs: null,
    exit: { running: true },
    execs: [],
    signals: [],
    role: 'harness',
  };
}

function pausesOf(world: World, hidden: ReadonlySet<string>): History['pauses'] {
  keepLongest(world.pauses);
  const { notes, dropped } = world.pauses;
  if (dropped > 0) warn(world, `${dropped} shorter pauses are not told.`);
  return notes.map((one) => (one.for !== null && hidden.has(one.for) ? { ...one, for: null } : one));
}

function describeLife(life: Life): ProcessLife {
  const { id, pid, parent, startMs, endMs, execs, signals, role, programIndex } = life;
  const threads = life.threads.map(({ task: _task, ...thread }) => thread);
  const exit = endMs === null || life.exit === null ? { running: true as const } : labelled(life.exit);
  return {
    id,
    pid,
    parent: parent?.id ?? null,
    startMs,
    endMs,
    exit,
    execs,
    signals,
    role,
    threads,
    ...(programIndex !== null && { program: programIndex }),
  };
}

function labelled(exit: Exit): Exit {
  return 'signal' in exit ? { signal: signalLabel(exit.signal) } : exit;
}

function describeThing({ id, mechanism, kind, name, outside, madeBy, touchedBy, peers }: Thing): IpcObject {
  return { id, mechanism, kind, name, outside, madeBy, touchedBy: [...touchedBy], peers };
}

/** What was written and reached nobody: bytes left in a stream, or in a file that no other process has read. */
function unreadFlows(world: World): readonly Mutable<Flow>[] {
  return world.things.filter(carriesData).flatMap((thing) => [
    ...thing.channels.flatMap((channel) =>
      leftBytes(channel).flatMap(({ piece, bytes, offset, head }) =>
        piece
          ? [
              {
                ...unread(thing, {
                  from: piece.from,
                  fd: piece.fd,
                  sentMs: piece.sentMs,
                  bytes,
                  offset,
                  head,
                }),
                ...labelOf(thing, piece),
                ...originOf(piece),
              },
            ]
          : [],
      ),
    ),
    ...(thing.content?.extents ?? [])
      .filter((extent) => !extent.read)
      .map((extent) => {
        const bytes = extent.end - extent.start;
        const head = extent.head.slice(extent.start - extent.headAt, extent.end - extent.headAt);
        return unread(thing, {
          from: extent.from,
          fd: extent.fd,
          sentMs: extent.sentMs,
          bytes,
          offset: extent.start,
          head,
          fromThread: extent.thread,
        });
      }),
  ]);
}

// The bytes that glibc writes into the file of a semaphore are its first value, and for nobody.
function carriesData(thing: Thing): boolean {
  return thing.kind !== 'semaphore';
}

interface Unread {
  readonly from: Life;
  readonly fd: number | null;
  readonly sentMs: number;
  readonly bytes: number;
  readonly offset: number;
  readonly head: Uint8Array;
  readonly fromThread?: string | null;
}

function unread(thing: Thing, { from, fd, ...rest }: Unread): Mutable<Flow> {
  return {
    kind: 'data',
    from: from.id,
    to: null,
    through: thing.id,
    fromFd: fd,
    toFd: null,
    receivedMs: null,
    ...rest,
  };
}

/**
 * Files that were there before and that nobody wrote: a program's own script, the settings of its language. Also standard streams
 * that turned out to be closed.
 */
function hiddenThings(world: World): ReadonlySet<string> {
  const scripts = new Set(
    world.lives.flatMap((life) => life.execs.flatMap((exec) => exec.argv.map(lastPart))),
  );
  const written = new Set(world.flows.filter((flow) => flow.from !== null).map((flow) => flow.through));
  const isScript = (thing: Thing): boolean =>
    scripts.has(lastPart(thing.name)) || /\.(?:py|pth|zip)$/.test(thing.name);
  const untouched = (thing: Thing): boolean =>
    thing.madeBy === null && !written.has(thing.id) && (thing.content?.extents.length ?? 0) === 0;
  const carried = new Set(world.flows.map((flow) => flow.through));
  const open = new Set([...world.spans, ...world.mappingSpans].map((span) => span.object));
  const isHidden = (thing: Thing): boolean =>
    thing.isVoid ||
    (thing.outside === null
      ? (thing.kind === 'file' && untouched(thing) && isScript(thing)) ||
        ((thing.kind === 'device' || thing.kind === processFileKind) && !carried.has(thing.id))
      : !open.has(thing.id));
  return new Set(world.things.filter(isHidden).map((thing) => thing.id));
}

function lastPart(path: string): string {
  return path.split('/').at(-1) ?? path;
}
