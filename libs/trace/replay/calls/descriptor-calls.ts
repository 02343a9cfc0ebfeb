import { decodeDescriptor, decodeNumber } from '../../strace/decode.js';
import type { Call } from '../../strace/trace-event.js';
import { closeDescriptor, openDescriptor } from '../files/descriptor-table.js';
import { findFile } from '../files/find-file.js';
import { noticeFifo, openingOf } from '../files/fifos.js';
import { openPath } from '../files/open-path.js';
import { makePipe, openStream } from '../things.js';
import { withLocks } from './lock-calls.js';
import { type Handler, type Life, valueOf, type World } from '../model.js';

const pipeCall: Handler = {
  leave(world, life, call) {
    if (valueOf(call) !== 0) return;
    const [read, write] = (call.args[0] ?? '').slice(1, -1).split(', ').map(decodeDescriptor);
    if (!read || !write) return;
    const closeOnExec = call.args[1]?.includes('O_CLOEXEC') === true;
    const target = read.target ?? `pipe of line ${world.position}`;
    const channel = makePipe(world, target, life);
    openDescriptor(world, life, { fd: read.fd, file: openStream(channel, 'read', target), closeOnExec });
    openDescriptor(world, life, { fd: write.fd, file: openStream(channel, 'write', target), closeOnExec });
  },
};

const openCall: Handler = {
  enter: noticeFifo,
  leave(world, life, call) {
    const fd = valueOf(call);
    const opening = openingOf(life, call);
    if (opening && call.answer.kind === 'error' && call.answer.errno === 'ENXIO') {
      if (!world.listeners.has(`unix ${opening.path}`)) world.fifoPaths.add(opening.path);
      return;
    }
    if (fd === null || !opening || call.answer.kind !== 'value') return;
    const printed = decodeDescriptor(call.answer.text);
    const path = printed?.target ?? opening.path;
    const isRemoved = call.answer.text.includes('>(deleted)');
    const file = openPath(world, life, { ...opening, path, sinceMs: call.entered.ms, isRemoved });
    openDescriptor(world, life, { fd, file, closeOnExec: opening.flags.includes('O_CLOEXEC') });
  },
};

// Closing takes effect on the way in: who reads end-of-file because of it may be seen to return first.
const closeCall: Handler = {
  enter(world, life, call) {
    const descriptor = decodeDescriptor(call.args[0]);
    if (!descriptor || call.answer.kind === 'error') return;
    findFile(world, life, { text: call.args[0], access: 'both' });
    closeDescriptor(world, life, { fd: descriptor.fd, endedBy: 'close' });
  },
};

const closeRange: Handler = {
  enter(world, life, call) {
    if (valueOf(call) !== 0) return;
    const [first, last] = [decodeNumber(call.args[0]) ?? 0, decodeNumber(call.args[1]) ?? 0];
    const marks = call.args[2]?.includes('CLOSE_RANGE_CLOEXEC') === true;
    for (const [fd, entry] of life.table.entries) {
      if (fd < first || fd > last) continue;
      if (marks) entry.closeOnExec = true;
      else closeDescriptor(world, life, { fd, endedBy: 'close' });
    }
  },
};

const dupCall: Handler = {
  enter(world, life, call) {
    const target = decodeDescriptor(call.args[1]);
    if (
      call.name === 'dup' ||
      !target ||
      valueOf(call) === null ||
      target.fd === decodeDescriptor(call.args[0])?.fd
    )
      return;
    closeDescriptor(world, life, { fd: target.fd, endedBy: 'replaced' });
  },
  leave(world, life, call) {
    const fd = valueOf(call);
    if (fd === null || fd === decodeDescriptor(call.args[0])?.fd) return;
    copyDescriptor(world, life, { call, fd, closeOnExec: call.args[2]?.includes('O_CLOEXEC') === true });
  },
};

const fcntlCall: Handler = {
  leave(world, life, call) {
    const value = valueOf(call);
    if (value === null) return;
    const command = call.args[1] ?? '';
    if (command.startsWith('F_DUPFD'))
      copyDescriptor(world, life, { call, fd: value, closeOnExec: command === 'F_DUPFD_CLOEXEC' });
    if (command === 'F_SETFL') {
      const file = findFile(world, life, { text: call.args[0], access: 'both' });
      if (file) file.append = call.args[2]?.includes('O_APPEND') === true;
    }
    if (command === 'F_SETFD') markCloseOnExec(life, call, call.args[2]?.includes('FD_CLOEXEC') === true);
  },
};

const ioctlCall: Handler = {
  leave(_world, life, call) {
    if (valueOf(call) !== 0) return;
    if (call.args[1] === 'FIOCLEX') markCloseOnExec(life, call, true);
    if (call.args[1] === 'FIONCLEX') markCloseOnExec(life, call, false);
  },
};

function markCloseOnExec(life: Life, call: Call, closeOnExec: boolean): void {
  const entry = life.table.entries.get(decodeDescriptor(call.args[0])?.fd ?? -1);
  if (!entry) return;
  entry.closeOnExec = closeOnExec;
  if (entry.span) entry.span.closeOnExec = closeOnExec;
}

function copyDescriptor(
  world: World,
  life: Life,
  copy: { call: Call; fd: number; closeOnExec: boolean },
): void {
  const file = findFile(world, life, { text: copy.call.args[0], access: 'both' });
  if (file) openDescriptor(world, life, { fd: copy.fd, file, closeOnExec: copy.closeOnExec });
}

/** Calls that make, copy, mark and close descriptors. See pipe(2), open(2), dup(2), fcntl(2), close_range(2). */
export const descriptorCalls: Readonly<Record<string, Handler>> = {
  pipe: pipeCall,
  pipe2: pipeCall,
  open: openCall,
  openat: openCall,
  openat2: openCall,
  creat: openCall,
  close: closeCall,
  close_range: closeRange,
  dup: dupCall,
  dup2: dupCall,
  dup3: dupCall,
  fcntl: withLocks(fcntlCall),
  ioctl: ioctlCall,
};
