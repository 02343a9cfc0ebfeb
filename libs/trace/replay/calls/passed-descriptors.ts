import { decodeDescriptor, decodeField } from '../../strace/decode.js';
import { scanMembers } from '../../strace/scan-call.js';
import type { Call } from '../../strace/trace-event.js';
import { readAddress } from '../sockets/addresses.js';
import type { Channel } from '../flows/channel.js';
import { channelOf } from '../sockets/datagrams.js';
import { openDescriptor } from '../files/descriptor-table.js';
import { findFile } from '../files/find-file.js';
import { type Handler, type Life, valueOf, type World } from '../model.js';

/** Adds to a call that moves a message what it does with the descriptors in it. See unix(7), SCM_RIGHTS. */
export function withDescriptors(handler: Handler): Handler {
  return {
    enter(world, life, call) {
      handler.enter?.(world, life, call);
      if (!call.name.startsWith('send') || valueOf(call) === null) return;
      const channel = channelFor(world, life, { call, side: 'send' });
      for (const text of printedDescriptors(call)) {
        const file = findFile(world, life, { text, access: 'both' });
        const fd = decodeDescriptor(text)?.fd ?? null;
        if (file)
          world.inFlight.push({ from: life, thread: world.thread, file, channel, fd, sentMs: world.ms });
      }
    },
    leave(world, life, call) {
      handler.leave?.(world, life, call);
      if (!call.name.startsWith('recv') || valueOf(call) === null) return;
      const through = findFile(world, life, { text: call.args[0], access: 'both' })?.thing;
      const closeOnExec = call.args[2]?.includes('MSG_CMSG_CLOEXEC') === true;
      const channel = channelFor(world, life, { call, side: 'receive' });
      for (const text of printedDescriptors(call)) {
        const printed = decodeDescriptor(text);
        // The kernel keeps what was passed over one socket in order; its name is one more sign.
        const at = world.inFlight.findIndex(
          (passed) =>
            (passed.channel === null || channel === null || passed.channel === channel) &&
            (passed.file.target === null || passed.file.target === printed?.target),
        );
        const [passed] = at < 0 ? [] : world.inFlight.splice(at, 1);
        if (!printed || !passed) continue;
        openDescriptor(world, life, { fd: printed.fd, file: passed.file, closeOnExec });
        if (!through) continue;
        world.flows.push({
          kind: 'descriptor',
          from: passed.from.id,
          to: life.id,
          through: through.id,
          fromFd: passed.fd,
          toFd: printed.fd,
          sentMs: passed.sentMs,
          receivedMs: world.ms,
          bytes: 0,
          offset: 0,
          fromThread: passed.thread,
          head: new TextEncoder().encode(passed.file.thing?.name ?? passed.file.target ?? ''),
        });
      }
    },
  };
}

function channelFor(
  world: World,
  life: Life,
  { call, side }: { call: Call; side: 'send' | 'receive' },
): Channel | null {
  const file = findFile(world, life, { text: call.args[0], access: 'both' });
  const address = readAddress(decodeField(call.args[1], 'msg_name') ?? undefined, life);
  return file && channelOf(world, file, { side, address });
}

/** `3<pipe:[7]>` and the like, out of all SCM_RIGHTS messages of a printed msghdr. */
function printedDescriptors(call: Call): readonly string[] {
  const control = decodeField(call.args[1], 'msg_control');
  if (control?.startsWith('[') !== true) return [];
  return scanMembers(control).flatMap((message) => {
    const data = decodeField(message, 'cmsg_data');
    return decodeField(message, 'cmsg_type') === 'SCM_RIGHTS' && data?.startsWith('[') === true
      ? scanMembers(data)
      : [];
  });
}
