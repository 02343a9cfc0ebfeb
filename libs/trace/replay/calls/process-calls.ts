import { decodeField, decodeNumber, decodeQuoted, decodeStrings } from '../../strace/decode.js';
import type { Call } from '../../strace/trace-event.js';
import { execTable, inheritTable } from '../files/descriptor-table.js';
import { endLife } from '../tree/end-life.js';
import { execMemory, inheritMemory } from '../memory/mapping-table.js';
import { openPidfd, pidfdOfFork } from './pidfd-calls.js';
import { giveStandardStreams } from '../files/standard-streams.js';
import { endThreads } from '../tree/threads.js';
import { type Handler, type Life, valueOf, warn, type World } from '../model.js';

// A child is given its descriptors on the way in: it may be seen to use them before its parent's fork has returned.
const forkCall: Handler = {
  enter(world, life, call) {
    if (valueOf(call) !== null && call.args.some((arg) => arg.includes('CLONE_UNTRACED')))
      noteEscape(world, life);
    const child = world.childOfCall.get(call);
    if (!child) return;
    world.byPid.set(child.pid, child);
    // Its parent's may have been unknown when the tree was grown.
    child.cwd = life.cwd;
    const isShared = call.args.some((arg) => arg.includes('CLONE_FILES'));
    inheritTable(world, child, { parent: life, isShared });
    // A vfork child borrows its parent's memory until it executes a program.
    const isSameMemory = call.name === 'vfork' || call.args.some((arg) => arg.includes('CLONE_VM'));
    inheritMemory(world, child, { parent: life, isShared: isSameMemory });
  },
  leave(world, life, call) {
    const child = world.childOfCall.get(call);
    const pidfd = pidfdOfFork(call);
    if (child && pidfd) openPidfd(world, life, { ...pidfd, of: child });
  },
};

// It has all that its parent has: from now on bytes may come out of nowhere, and ends may be held by nobody that is seen.
function noteEscape(world: World, life: Life): void {
  warn(world, 'A process was made with CLONE_UNTRACED: what it did was not seen.');
  for (const { file } of life.table.entries.values())
    for (const channel of file.thing?.channels ?? []) channel.fromOutside = true;
}

// Helpers that language runtimes start behind a program's back.
const runtimeModules = /multiprocessing\.(?:resource_tracker|forkserver)/;

const execCall: Handler = {
  enter(world, life, call) {
    if (call.answer.kind === 'never' || call.answer.kind === 'restarted') return;
    const isAt = call.name === 'execveat';
    const path = decodeQuoted(call.args[isAt ? 1 : 0]) ?? '';
    const argv = decodeStrings(call.args[isAt ? 2 : 1]);
    const error = call.answer.kind === 'error' ? call.answer.errno : null;
    if (error === null) {
      if (life.isRoot && life.execs.every((exec) => exec.error !== null)) giveStandardStreams(world, life);
      execTable(world, life);
      execMemory(world, life);
      endThreads(world, life);
      if (argv.some((arg) => runtimeModules.test(arg))) life.role = 'runtime';
    }
    life.execs.push({ atMs: world.ms, path, argv, error });
  },
};

// All threads end with exit_group, so its entry is the end; its descriptors are closed before anybody can see them closed.
const exitGroup: Handler = {
  enter: (world, life) => endLife(world, life),
};

const exitThread: Handler = {
  enter(world, life) {
    if (life.liveTasks <= 1) endLife(world, life);
  },
};

const wait4: Handler = {
  leave(world, life, call) {
    const pid = valueOf(call);
    const [, status] = call.args;
    noteVain(world, life, { call, isVain: pid === 0 });
    if (pid === null || pid <= 0 || /WIFSTOPPED|WIFCONTINUED/.test(status ?? '')) return;
    reap(world, life, pid);
  },
};

const waitid: Handler = {
  leave(world, life, call) {
    const [, , info, options] = call.args;
    const code = decodeField(info, 'si_code');
    const pid = decodeNumber(decodeField(info, 'si_pid') ?? undefined);
    noteVain(world, life, { call, isVain: valueOf(call) === 0 && (pid ?? 0) === 0 });
    if (valueOf(call) !== 0 || pid === null || options?.includes('WNOWAIT') === true) return;
    if (code === 'CLD_EXITED' || code === 'CLD_KILLED' || code === 'CLD_DUMPED') reap(world, life, pid);
  },
};

// Who asks again and again instead of sleeping makes thousands of these.
function noteVain(world: World, life: Life, { call, isVain }: { call: Call; isVain: boolean }): void {
  const hasNobody = call.answer.kind === 'error' && call.answer.errno === 'ECHILD';
  if (isVain || hasNobody) world.vainWaits.set(life.id, (world.vainWaits.get(life.id) ?? 0) + 1);
}

function reap(world: World, parent: Life, pid: number): void {
  const child = world.byPid.get(pid);
  if (!child || child.parent !== parent || child.isReaped) return;
  child.isReaped = true;
  // The parent may be seen to collect a killed child before the tracer has said that it is dead.
  endLife(world, child);
  world.reaps.push({ parent: parent.id, child: child.id, atMs: world.ms });
}

/** The pid that a wait asks for, or null when any child will do. */
export function waitedPid(call: Call): number | null {
  const [first, second] = call.args;
  const pid =
    call.name === 'waitid' ? (first === 'P_PID' ? decodeNumber(second) : null) : decodeNumber(first);
  return pid !== null && pid > 0 ? pid : null;
}

/** Calls that make, change, end and collect processes. See fork(2), clone(2), execve(2), _exit(2), wait(2). */
export const processCalls: Readonly<Record<string, Handler>> = {
  fork: forkCall,
  vfork: forkCall,
  clone: forkCall,
  clone3: forkCall,
  execve: execCall,
  execveat: execCall,
  exit: exitThread,
  exit_group: exitGroup,
  wait4,
  waitid,
};
