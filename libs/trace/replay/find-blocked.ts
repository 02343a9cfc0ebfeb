import type { BlockedCall } from '#libs/trace/history';
import { decodeDescriptor, decodeField } from '../strace/decode.js';
import { scanMembers } from '../strace/scan-call.js';
import type { Call, TraceLog } from '../strace/trace-event.js';
import { waitedPid } from './calls/process-calls.js';
import { holdersOf } from './descriptor-table.js';
import { harnessId, type Life, type OpenFile, type World } from './model.js';

type Holders = BlockedCall['heldBy'];

const readers = /^(?:read|readv|preadv2?|recvfrom|recvmsg|splice|tee|sendfile)$/;
const writers = /^(?:write|writev|pwritev2?|sendto|sendmsg|vmsplice)$/;
const pollers = /^(?:poll|ppoll|select|pselect6)$/;
const others =
  /^(?:open|openat|accept4?|connect|flock|fcntl|pause|rt_sigsuspend|rt_sigtimedwait|epoll_p?wait2?|(?:clock_)?nanosleep)$/;
const childWaits = /^(?:wait4|waitid|vfork|clone3?)$/;

/**
 * The calls that had not come back when the story ended, and who could have ended each wait: holders of the other end, the process
 * itself included, or the children waited for. Where the harness is at the other end it is named as `p0`.
 */
export function findBlocked(world: World, log: TraceLog, stop: number): readonly BlockedCall[] {
  const latest = new Map<number, Call>();
  for (const event of log.events)
    if (event.kind === 'call' && event.entered.position < stop) {
      const before = latest.get(event.task.index);
      latest.set(
        event.task.index,
        event.name === 'restart_syscall' && before
          ? { ...event, name: before.name, args: before.args }
          : event,
      );
    }
  return [...latest.values()].flatMap((call) => {
    const life = world.lifeOfTask[call.task.index];
    const isBack = call.left !== null && call.left.position < stop;
    return life && !isBack && life.endMs === null && call.entered.position >= life.bornPosition
      ? describe(world, life, call)
      : [];
  });
}

function describe(world: World, life: Life, call: Call): BlockedCall[] {
  const base = { process: life.id, call: call.name, sinceMs: call.entered.ms };
  if (childWaits.test(call.name))
    return [{ ...base, fd: null, object: null, heldBy: awaitedChildren(world, life, call) }];
  const wanted = wantedEnd(call);
  if (wanted === null)
    return others.test(call.name) ? [{ ...base, ...namedFile(life, call), heldBy: [] }] : [];
  const fd = decodeDescriptor(wanted.text)?.fd ?? null;
  const file = fd === null ? undefined : life.table.entries.get(fd)?.file;
  return [
    { ...base, fd, object: file?.thing?.id ?? null, heldBy: file ? otherEnds(world, file, wanted.end) : [] },
  ];
}

/** The descriptor that a call waits for, and the end that somebody else would have to move. */
function wantedEnd(call: Call): { text: string | undefined; end: 'reads' | 'writes' } | null {
  if (readers.test(call.name)) return { text: call.args[call.name === 'sendfile' ? 1 : 0], end: 'writes' };
  if (writers.test(call.name)) return { text: call.args[0], end: 'reads' };
  if (!pollers.test(call.name)) return null;
  const polled = call.args[0]?.startsWith('[') === true ? scanMembers(call.args[0]) : [];
  const input =
    polled.find((member) => decodeField(member, 'events')?.includes('POLLIN') === true) ?? polled[0];
  const events = decodeField(input, 'events') ?? 'POLLIN';
  return { text: decodeField(input, 'fd') ?? undefined, end: events.includes('POLLIN') ? 'writes' : 'reads' };
}

function otherEnds(world: World, file: OpenFile, end: 'reads' | 'writes'): Holders {
  if (file.thing && file.thing.outside !== null) return [{ process: harnessId, fd: null }];
  const channel = end === 'writes' ? file.reads : file.writes;
  if (!channel) return [];
  return holdersOf(world, channel, end).map(({ life, fd }) => ({ process: life.id, fd }));
}

function namedFile(life: Life, call: Call): { fd: number | null; object: string | null } {
  const fd = decodeDescriptor(call.args[0])?.fd ?? null;
  const thing = fd === null ? null : (life.table.entries.get(fd)?.file.thing ?? null);
  return { fd, object: thing?.id ?? null };
}

function awaitedChildren(world: World, life: Life, call: Call): Holders {
  const pid = call.name.startsWith('wait') ? waitedPid(call) : (world.childOfCall.get(call)?.pid ?? -1);
  return world.lives
    .filter((child) => child.parent === life && child.endMs === null && (pid === null || child.pid === pid))
    .map((child) => ({ process: child.id, fd: null }));
}
