import { signalLabel } from '../../naming/signal-label.js';
import type { TracedCause } from '#libs/contracts/trace';
import { makeThing } from '../things.js';
import type { SentSignal } from './sent-signals.js';
import { harnessId, type Life, type Mutable, type Thing, warn, type World } from '../model.js';
import type { Flow } from '#libs/trace/history';

/** A signal as it reached a process, and what the kernel says of who sent it. */
export interface Arrival {
  readonly signal: string;
  readonly senderPid: number | null;
  readonly code: string;
  readonly value: number | null;
  /** The signalfd that it was read from. */
  readonly fd: number | null;
}

/** Real-time signals queue, one by one and with their values; all others are pending or not. See signal(7). */
function isRealTime(signal: string): boolean {
  return signal.startsWith('SIGRT');
}

/** Notes that a signal was sent. */
export function sendSignal(
  world: World,
  life: Life,
  sent: { signal: string; to: Life | null; value: number | null },
): void {
  const { thread, ms: sentMs } = world;
  const isFirst = { arrived: new Set<Life>(), isAbsorbed: false };
  if (!world.sentSignals.add({ from: life, thread, sentMs, ...isFirst, ...sent }))
    warn(world, 'So many signals had not arrived that the oldest of them are not told.');
}

/** A signal arrives: whoever sent it is looked for among those that did, and told once for all that were pending together. */
export function arriveSignal(world: World, life: Life, arrival: Arrival): void {
  const { signal, senderPid, code } = arrival;
  const sender = senderPid === null ? null : (world.byPid.get(senderPid) ?? null);
  const sends = takeSent(world, life, { ...arrival, sender });
  const [first] = sends;
  if (first) {
    const { thread, sentMs } = first;
    const seen = { signal, from: first.from.id, fromThread: thread, sentMs, sends: sends.length };
    const flow = note(world, life, { ...seen, value: first.value ?? arrival.value, toFd: arrival.fd });
    if (!isRealTime(signal)) world.delivered.set(`${life.id} ${signal} ${first.from.id}`, { flow, sends });
    return;
  }
  // The kernel signs SIGPIPE and faults with the number of the process that is to blame for them: the receiver itself.
  const isKernel = senderPid === null || senderPid === 0 || sender === life;
  const sentMs = code === 'SI_MESGQ' ? lastMessageMs(world, sender) : null;
  note(world, life, {
    signal,
    from: isKernel ? null : (sender?.id ?? harnessId),
    // A child that has ended tells so as it ends: whatever comes from a process comes while it lives.
    sentMs: Math.min(sentMs ?? world.ms, sender?.endMs ?? world.ms),
    sends: 1,
    value: arrival.value,
    toFd: arrival.fd,
    ...(signal === 'SIGPIPE' && isKernel && life.brokenBy ? { cause: causeOfPipe(life) } : {}),
  });
}

// mq_notify(3) tells of a message as it is put into the queue.
function lastMessageMs(world: World, sender: Life | null): number | null {
  const pieces = world.things
    .filter((thing) => thing.kind === 'posix-mq')
    .flatMap((thing) => thing.channels.flatMap((channel) => channel.pieces))
    .filter((piece) => piece.from === sender);
  return pieces.at(-1)?.sentMs ?? null;
}

function causeOfPipe(life: Life): TracedCause | null {
  const gone = life.brokenBy;
  return gone && { process: gone.life.id, fd: gone.fd, by: gone.by, atMs: gone.ms };
}

interface Wanted extends Arrival {
  readonly sender: Life | null;
}

function takeSent(world: World, life: Life, wanted: Wanted): SentSignal[] {
  const isAlike = (sent: SentSignal): boolean =>
    (wanted.sender === null || sent.from === wanted.sender) &&
    (wanted.value === null || sent.value === null || sent.value === wanted.value);
  const direct = world.sentSignals.of(wanted.signal, life).filter(isAlike);
  const own = direct.filter((sent) => !sent.isAbsorbed);
  if (own[0] && isRealTime(wanted.signal)) return take(world, own.slice(0, 1));
  if (own[0]) return takeTogether(world, life, own);
  const group = world.sentSignals
    .of(wanted.signal, null)
    .findLast((sent) => !sent.arrived.has(life) && isAlike(sent));
  if (group) {
    group.arrived.add(life);
    return [group];
  }
  return takeBack(world, life, wanted) ?? take(world, direct.slice(0, 1));
}

// Pending already: the kernel keeps the first and forgets the others, whoever sent them.
function takeTogether(world: World, life: Life, own: readonly SentSignal[]): SentSignal[] {
  const [first] = own;
  if (first === undefined) return [];
  for (const other of world.sentSignals.of(first.signal, life))
    if (other.from !== first.from) other.isAbsorbed = true;
  return take(
    world,
    own.filter((sent) => sent.from === first.from),
  );
}

// One delivery more than was thought: the last send of the delivery before was not pending with the others.
function takeBack(world: World, life: Life, wanted: Wanted): SentSignal[] | null {
  if (!wanted.sender) return null;
  const before = world.delivered.get(`${life.id} ${wanted.signal} ${wanted.sender.id}`);
  const last = before && before.sends.length > 1 ? before.sends.pop() : undefined;
  if (!before || !last) return null;
  before.flow.sends = before.sends.length;
  return [last];
}

function take(world: World, sends: readonly SentSignal[]): SentSignal[] {
  world.sentSignals.remove(sends);
  return [...sends];
}

/** SIGKILL is never delivered: its target is simply dead. */
export function deliverKill(world: World, life: Life): void {
  const arrival = { signal: 'SIGKILL', senderPid: null, code: '', value: null, fd: null };
  const [sent] = takeSent(world, life, { ...arrival, sender: null });
  note(world, life, {
    signal: 'SIGKILL',
    from: sent?.from.id ?? harnessId,
    sentMs: sent?.sentMs ?? world.ms,
    sends: 1,
    value: null,
    toFd: null,
  });
}

/** Signals that were sent and never arrived: blocked to the end, thrown away, or their target was gone. */
export function undelivered(world: World): readonly Mutable<Flow>[] {
  const lost = world.sentSignals.direct().filter((sent) => sent.signal !== 'SIGKILL');
  const flows = new Map<string, Mutable<Flow>>();
  for (const sent of lost) {
    const key = isRealTime(sent.signal)
      ? `${flows.size}`
      : `${sent.from.id} ${sent.signal} ${sent.to?.id ?? ''}`;
    const known = flows.get(key);
    if (known) known.sends = (known.sends ?? 1) + 1;
    else
      flows.set(key, {
        ...signalFlow(signalThing(world, sent.signal), { from: sent.from.id, to: null, value: sent.value }),
        sentMs: sent.sentMs,
        receivedMs: null,
      });
  }
  return [...flows.values()];
}

interface Noted {
  readonly signal: string;
  readonly from: string | null;
  readonly sentMs: number;
  readonly sends: number;
  readonly value: number | null;
  readonly toFd: number | null;
  readonly cause?: TracedCause | null;
  readonly fromThread?: string | null;
}

function note(world: World, life: Life, seen: Noted): Mutable<Flow> {
  const { signal, from, value, ...rest } = seen;
  life.signals.push({ name: signalLabel(signal), atMs: world.ms, from });
  const flow = {
    ...signalFlow(signalThing(world, signal), { from, to: life.id, value }),
    ...rest,
    receivedMs: world.ms,
  };
  world.flows.push(flow);
  return flow;
}

function signalFlow(
  thing: Thing,
  { from, to, value }: { from: string | null; to: string | null; value: number | null },
): Mutable<Flow> {
  return {
    kind: 'signal',
    from,
    to,
    through: thing.id,
    fromFd: null,
    toFd: null,
    sentMs: 0,
    receivedMs: null,
    bytes: 0,
    offset: 0,
    head: new Uint8Array(),
    value,
  };
}

/** Signals have no object in the kernel; in a picture all of one number share a name. */
function signalThing(world: World, signal: string): Thing {
  const name = signalLabel(signal);
  const known = world.things.find((thing) => thing.kind === 'signal' && thing.name === name);
  return known ?? makeThing(world, { mechanism: 'signal', kind: 'signal', name, madeBy: null });
}
