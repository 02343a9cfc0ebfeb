import { givingWay } from '../give-way.js';
import type { Call, Effect, TraceLog } from '../strace/trace-event.js';
import { descriptorCalls } from './calls/descriptor-calls.js';
import { lockCalls } from './calls/lock-calls.js';
import { mappingCalls } from './calls/mapping-calls.js';
import { futexCalls } from './calls/futex-calls.js';
import { messageQueueCalls } from './calls/message-queue-calls.js';
import { moveCalls } from './calls/move-calls.js';
import { pathCalls } from './calls/path-calls.js';
import { pidfdCalls } from './calls/pidfd-calls.js';
import { processCalls } from './calls/process-calls.js';
import { deliver, signalCalls } from './calls/signal-calls.js';
import { segmentCalls } from './calls/segment-calls.js';
import { semaphoreCalls } from './calls/semaphore-calls.js';
import { specialCalls } from './calls/special-calls.js';
import { socketCalls } from './calls/socket-calls.js';
import { noteChange, watchCalls } from './calls/watch-calls.js';
import { transferCalls } from './calls/transfer-calls.js';
import { tellDone, tellNames } from './files/file-steps.js';
import { forgetDescriptor } from './files/descriptor-table.js';
import { endLife } from './tree/end-life.js';
import { foldFlows } from './flows/fold-flows.js';
import { SentSignals } from './flows/sent-signals.js';
import { inferFlows } from './memory/infer-flows.js';
import type { Tree } from './tree/grow-tree.js';
import { watchedUntil } from './memory/watched-words.js';
import { wakeHeirs } from './memory/word.js';
import { notePause } from './waits/pauses.js';
import { endThread } from './tree/threads.js';
import { type Handler, type Life, type World, warn } from './model.js';
import { deliverKill } from './flows/signals.js';

const handlers: ReadonlyMap<string, Handler> = new Map(
  Object.entries({
    ...descriptorCalls,
    ...transferCalls,
    ...moveCalls,
    ...mappingCalls,
    ...futexCalls,
    ...segmentCalls,
    ...semaphoreCalls,
    ...processCalls,
    ...signalCalls,
    ...socketCalls,
    ...messageQueueCalls,
    ...pathCalls,
    ...lockCalls,
    ...specialCalls,
    ...pidfdCalls,
    ...watchCalls,
  }),
);

/**
 * Goes through a log in the order in which its calls took effect: what gives (writes, closes, forks, kills) when it was entered,
 * what takes (reads, waits, new descriptors) when it came back. A reader's return may be printed before its writer's, but never
 * before the writer's entry, so in this order every byte is put in before it is taken out.
 * Nothing at or after line `stop` happens. Other work of this process has its turns meanwhile.
 */
export async function replay(log: TraceLog, tree: Tree, stop: number): Promise<World> {
  const world = beginWorld(tree, stop);
  const threads = new Map(tree.lives.flatMap((life) => life.threads.map(({ task, id }) => [task, id])));
  for (const root of tree.lives.filter((life) => life.parent === null)) world.byPid.set(root.pid, root);
  const tellWatched = watchedUntil(log, ({ task }) => {
    const life = tree.lifeOfTask[task.index] ?? null;
    return life && { life, thread: threads.get(task) ?? null };
  });
  const turn = givingWay();
  for (const effect of log.effects()) {
    const others = turn();
    if (others) await others;
    if (effect.position >= stop) break;
    tellWatched(world, effect.position);
    const life = tree.lifeOfTask[effect.event.task.index] ?? null;
    if (!life || effect.position < life.bornPosition) continue;
    world.position = effect.position;
    world.ms = effect.ms;
    world.thread = threads.get(effect.event.task) ?? null;
    const before = world.flows.length;
    apply(world, life, effect);
    nameThreads(world, life, before);
    foldFlows(world);
  }
  tellWatched(world, stop);
  wakeHeirs(world);
  inferFlows(world);
  for (const flow of world.late) world.flows.push(flow);
  for (const warning of tree.warnings) warn(world, warning);
  return world;
}

function beginWorld(tree: Tree, stop: number): World {
  return {
    lives: tree.lives,
    lifeOfTask: tree.lifeOfTask,
    childOfCall: tree.childOfCall,
    byPid: new Map(),
    things: [],
    byTarget: new Map(),
    removed: new Map(),
    listeners: new Map(),
    inboxes: new Map(),
    fifoPaths: new Set(),
    fileLocks: new Map(),
    lockWaits: new Map(),
    fileSteps: [],
    keptLocks: [],
    spans: [],
    mappingSpans: [],
    watched: { accesses: [], snapshots: [], stores: new Map(), routes: new Set() },
    words: new Map(),
    segments: new Map(),
    semaphoreSets: new Map(),
    queueUsers: new Map(),
    stopPosition: stop,
    flows: [],
    reaps: [],
    vainWaits: new Map(),
    sentSignals: new SentSignals(),
    delivered: new Map(),
    inFlight: [],
    changes: null,
    openCalls: new Map(),
    late: [],
    routes: new Map(),
    pauses: { notes: [], dropped: 0 },
    warnings: new Set(),
    position: 0,
    ms: 0,
    thread: null,
  };
}

// Who receives does so in the thread whose call has just come back; what was sent long ago carries its thread with it.
function nameThreads(world: World, life: Life, first: number): void {
  if (world.thread === null) return;
  for (let at = first; at < world.flows.length; at += 1) {
    const flow = world.flows[at];
    if (flow?.to === life.id && flow.toThread === undefined) flow.toThread = world.thread;
    if (flow?.from === life.id && flow.sentMs === world.ms) flow.fromThread ??= world.thread;
  }
}

function apply(world: World, life: Life, { event, phase }: Effect): void {
  switch (event.kind) {
    case 'delivery':
      deliver(world, life, event);
      return;
    case 'death':
      life.liveTasks -= 1;
      world.openCalls.delete(event.task);
      endThread(world, life, event.task);
      if ('signal' in event.exit && event.exit.signal === 'SIGKILL' && event.task === life.leader)
        deliverKill(world, life);
      if (life.liveTasks <= 0 || event.task === life.leader) endLife(world, life);
      return;
    case 'call':
      learnFolder(life, event);
      // Only a number without a name: with a name it is another argument that was bad.
      if (event.answer.kind === 'error' && event.answer.errno === 'EBADF' && /^\d$/.test(event.args[0] ?? ''))
        forgetDescriptor(world, life, Number(event.args[0]));
      follow(world, life, { event, phase });
  }
}

// A call that a signal broke off goes on as restart_syscall, which does not say what it was.
function follow(world: World, life: Life, { event, phase }: { event: Call; phase: Effect['phase'] }): void {
  const { task } = event;
  if (phase === 'enter') {
    const before = event.name === 'restart_syscall' ? world.openCalls.get(task) : undefined;
    noteChange(world, life, event);
    world.openCalls.set(task, before ? { ...event, name: before.name, args: before.args } : event);
  }
  if (phase === 'leave') tellNames(world, life, event);
  handlers.get(event.name)?.[phase]?.(world, life, event);
  if (phase === 'enter') return;
  tellDone(world, life, event);
  const call = world.openCalls.get(task);
  if (call) notePause(world, life, call);
  // Kept when broken off, for the case that it goes on.
  if (event.answer.kind !== 'restarted') world.openCalls.delete(task);
}

// strace prints the working directory beside AT_FDCWD; calls without it (unlink, mknod) need it too.
function learnFolder(life: Life, call: Call): void {
  const folder = /^AT_FDCWD<(\/[^<>"\\]*)>$/.exec(call.args[0] ?? '')?.[1];
  if (folder !== undefined) life.cwd = folder;
}
