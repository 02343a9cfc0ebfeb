import { decodeField, decodeNumber } from '../../strace/decode.js';
import type { Delivery } from '../../strace/trace-event.js';
import { makeThing } from '../things.js';
import {
  type Handler,
  harnessId,
  type Life,
  type SentSignal,
  type Thing,
  valueOf,
  type World,
} from '../model.js';

// A signal may be seen to arrive before the call that sent it has returned.
function killCall(positions: { readonly pid: number; readonly signal: number }): Handler {
  return {
    enter(world, life, call) {
      const signal = call.args[positions.signal] ?? '0';
      const pid = decodeNumber(call.args[positions.pid]);
      if (valueOf(call) !== 0 || pid === null || !signal.startsWith('SIG')) return;
      world.sentSignals.push({
        from: life,
        signal,
        sentMs: world.ms,
        to: pid > 0 ? (world.byPid.get(pid) ?? null) : null,
      });
    },
  };
}

const pidfdSend: Handler = {
  enter(world, life, call) {
    const signal = call.args[1] ?? '0';
    if (valueOf(call) !== 0 || !signal.startsWith('SIG')) return;
    world.sentSignals.push({ from: life, signal, sentMs: world.ms, to: null });
  },
};

const sigwait: Handler = {
  leave(world, life, call) {
    if (valueOf(call) === null) return;
    const signal = decodeField(call.args[1], 'si_signo');
    if (signal)
      arrive(world, life, {
        signal,
        senderPid: decodeNumber(decodeField(call.args[1], 'si_pid') ?? undefined),
        code: decodeField(call.args[1], 'si_code') ?? '',
      });
  },
};

/** A signal as it is delivered to a process: the kernel interrupts it, or ends it. */
export function deliver(world: World, life: Life, delivery: Delivery): void {
  const senderPid = /si_pid=(\d+)/.exec(delivery.fields)?.[1];
  const code = /si_code=(\w+)/.exec(delivery.fields)?.[1] ?? '';
  arrive(world, life, {
    signal: delivery.signal,
    senderPid: senderPid === undefined ? null : Number(senderPid),
    code,
  });
}

/** SIGKILL is never delivered: its target is simply dead. */
export function deliverKill(world: World, life: Life): void {
  const sent = findSent(world, life, { signal: 'SIGKILL', sender: null });
  note(world, life, {
    signal: 'SIGKILL',
    from: sent?.from.id ?? harnessId,
    sentMs: sent?.sentMs ?? world.ms,
  });
  if (sent?.to) forget(world, sent);
}

interface Arrival {
  readonly signal: string;
  readonly senderPid: number | null;
  readonly code: string;
}

function arrive(world: World, life: Life, arrival: Arrival): void {
  const { signal, senderPid, code } = arrival;
  const sender = senderPid === null ? null : (world.byPid.get(senderPid) ?? null);
  const sent = findSent(world, life, { signal, sender });
  if (sent) {
    if (sent.to) forget(world, sent);
    note(world, life, { signal, from: sent.from.id, sentMs: sent.sentMs });
    return;
  }
  const isChild = code.startsWith('CLD_');
  // The kernel signs SIGPIPE and faults with the number of the process that is to blame for them: the receiver itself.
  const isKernel = senderPid === null || sender === life;
  const from = isKernel ? null : (sender?.id ?? harnessId);
  note(world, life, { signal, from, sentMs: isChild ? (sender?.endMs ?? world.ms) : world.ms });
}

function findSent(
  world: World,
  life: Life,
  wanted: { signal: string; sender: Life | null },
): SentSignal | undefined {
  return world.sentSignals.find(
    (sent) =>
      sent.signal === wanted.signal &&
      (sent.to === null || sent.to === life) &&
      (wanted.sender === null || sent.from === wanted.sender),
  );
}

function forget(world: World, sent: SentSignal): void {
  world.sentSignals.splice(world.sentSignals.indexOf(sent), 1);
}

function note(world: World, life: Life, seen: { signal: string; from: string | null; sentMs: number }): void {
  life.signals.push({ name: seen.signal, atMs: world.ms, from: seen.from });
  world.flows.push({
    kind: 'signal',
    from: seen.from,
    to: life.id,
    through: signalThing(world, seen.signal).id,
    fromFd: null,
    toFd: null,
    sentMs: seen.sentMs,
    receivedMs: world.ms,
    bytes: 0,
    offset: 0,
    head: new Uint8Array(),
  });
}

/** Signals have no object in the kernel; in a picture all of one number share a name. */
export function signalThing(world: World, signal: string): Thing {
  const known = world.things.find((thing) => thing.kind === 'signal' && thing.name === signal);
  return known ?? makeThing(world, { mechanism: 'signal', kind: 'signal', name: signal, madeBy: null });
}

/** Calls that send signals or wait for them. See kill(2), tgkill(2), rt_sigqueueinfo(2), sigwaitinfo(2). */
export const signalCalls: Readonly<Record<string, Handler>> = {
  kill: killCall({ pid: 0, signal: 1 }),
  tkill: killCall({ pid: 0, signal: 1 }),
  tgkill: killCall({ pid: 0, signal: 2 }),
  rt_sigqueueinfo: killCall({ pid: 0, signal: 1 }),
  rt_tgsigqueueinfo: killCall({ pid: 0, signal: 2 }),
  pidfd_send_signal: pidfdSend,
  rt_sigtimedwait: sigwait,
};
