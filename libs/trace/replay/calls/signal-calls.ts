import { decodeDescriptor, decodeField, decodeNumber, decodeString } from '../../strace/decode.js';
import { signalWord } from '../../strace/signal-word.js';
import type { Call, Delivery } from '../../strace/trace-event.js';
import { openDescriptor } from '../files/descriptor-table.js';
import { findFile } from '../files/find-file.js';
import { arriveSignal, sendSignal } from '../flows/signals.js';
import { makeOpenFile, makeThing, numberedName } from '../things.js';
import { type Handler, type Life, type OpenFile, valueOf, type World, warn } from '../model.js';

// A signal may be seen to arrive before the call that sent it has returned.
function killCall(positions: { readonly pid: number; readonly signal: number }): Handler {
  return {
    enter(world, life, call) {
      const signal = call.args[positions.signal] ?? '0';
      const pid = decodeNumber(call.args[positions.pid]);
      if (valueOf(call) !== 0 || pid === null || !signal.startsWith('SIG')) return;
      const value = valueIn(call.args[positions.signal + 1]);
      sendSignal(world, life, { signal, to: pid > 0 ? (world.byPid.get(pid) ?? null) : null, value });
    },
  };
}

/** The value of sigqueue(3) in a printed siginfo. */
function valueIn(info: string | undefined): number | null {
  return decodeNumber(decodeField(info, 'si_int') ?? undefined);
}

const pidfdSend: Handler = {
  enter(world, life, call) {
    const signal = call.args[1] ?? '0';
    if (valueOf(call) !== 0 || !signal.startsWith('SIG')) return;
    const special = findFile(world, life, { text: call.args[0], access: 'both' })?.special;
    sendSignal(world, life, {
      signal,
      to: special?.kind === 'pidfd' ? special.of : null,
      value: valueIn(call.args[2]),
    });
  },
};

const sigwait: Handler = {
  leave(world, life, call) {
    if (valueOf(call) === null || call.answer.kind !== 'value') return;
    const info = call.args[1];
    const signal = decodeField(info, 'si_signo') ?? /\((SIG\w+)\)/.exec(call.answer.text)?.[1];
    if (signal === undefined) return;
    arriveSignal(world, life, {
      signal,
      senderPid: decodeNumber(decodeField(info, 'si_pid') ?? undefined),
      code: decodeField(info, 'si_code') ?? '',
      value: valueIn(info),
      fd: null,
    });
  },
};

/** A signal as it is delivered to a process: the kernel interrupts it, or ends it. */
export function deliver(world: World, life: Life, delivery: Delivery): void {
  const info = `{${delivery.fields}}`;
  arriveSignal(world, life, {
    signal: delivery.signal,
    senderPid: decodeNumber(decodeField(info, 'si_pid') ?? undefined),
    code: decodeField(info, 'si_code') ?? '',
    value: valueIn(info),
    fd: null,
  });
}

const signalfdCall: Handler = {
  leave(world, life, call) {
    const fd = valueOf(call);
    if (fd === null || call.answer.kind !== 'value') return;
    const mask = signalsIn(call.args[1] ?? '');
    const known = life.table.entries.get(fd)?.file;
    if (known?.special?.kind === 'signalfd') {
      known.special.mask = mask;
      return;
    }
    const { target } = decodeDescriptor(call.answer.text) ?? { target: null };
    const name = numberedName(world, 'signalfd');
    const thing = makeThing(world, { mechanism: 'signal', kind: 'signalfd', name, madeBy: life });
    const file = makeOpenFile({ thing, access: 'read', target, special: { kind: 'signalfd', mask } });
    openDescriptor(world, life, { fd, file, closeOnExec: call.args[3]?.includes('SFD_CLOEXEC') === true });
  },
};

/** Names of a printed signal set such as `[HUP RT_4]`; empty for one that is printed as what it leaves out. */
function signalsIn(text: string): readonly string[] {
  if (!text.startsWith('[')) return [];
  const names = text.slice(1, -1).split(' ');
  return names.filter((name) => name !== '').map((name) => `SIG${name}`);
}

/** Size of struct signalfd_siginfo, signalfd(2). */
const siginfoBytes = 128;

/** read(2) of a signalfd: so many signals as structures; of those that the tracer did not copy the order is known, signal(7). */
export function readSignals(
  world: World,
  life: Life,
  read: { file: OpenFile; call: Call; bytes: number },
): void {
  const { file, call, bytes } = read;
  const fd = decodeDescriptor(call.args[0])?.fd ?? null;
  const copied = decodeString(call.args[1]);
  const special = file.special?.kind === 'signalfd' ? file.special : null;
  for (let at = 0; at + siginfoBytes <= bytes; at += siginfoBytes) {
    const info = copied.subarray(at, at + siginfoBytes);
    const view = new DataView(info.buffer, info.byteOffset, info.length);
    if (info.length >= 48) {
      const signal = `SIG${signalWord(view.getUint32(0, true))}`;
      const isQueued = view.getInt32(8, true) === siQueue;
      const value = isQueued ? view.getInt32(44, true) : null;
      arriveSignal(world, life, { signal, senderPid: view.getUint32(12, true), code: '', value, fd });
      continue;
    }
    const next = special?.mask.flatMap((name) => world.sentSignals.of(name, life)).at(0);
    if (!next) {
      warn(world, 'A signal was read from a signalfd, and the trace does not hold which.');
      continue;
    }
    const { signal, value } = next;
    arriveSignal(world, life, { signal, senderPid: next.from.pid, code: '', value, fd });
  }
}

/** SI_QUEUE of sigaction(2): sent by sigqueue(3), with a value. */
const siQueue = -1;

/** Calls that send signals or wait for them. See kill(2), tgkill(2), rt_sigqueueinfo(2), sigwaitinfo(2), signalfd(2), pidfd_send_signal(2). */
export const signalCalls: Readonly<Record<string, Handler>> = {
  kill: killCall({ pid: 0, signal: 1 }),
  tkill: killCall({ pid: 0, signal: 1 }),
  tgkill: killCall({ pid: 0, signal: 2 }),
  rt_sigqueueinfo: killCall({ pid: 0, signal: 1 }),
  rt_tgsigqueueinfo: killCall({ pid: 0, signal: 2 }),
  pidfd_send_signal: pidfdSend,
  rt_sigtimedwait: sigwait,
  signalfd: signalfdCall,
  signalfd4: signalfdCall,
};
