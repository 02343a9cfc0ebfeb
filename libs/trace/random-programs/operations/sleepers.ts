import { heldEnds, type Channel, type End, type World } from '../model.js';
import { closeSlots } from './lives.js';
import { nameOfRank } from './signals.js';
import { fallAsleep, othersAwake } from './sleep.js';
import { expectData, newText, processOf, say, tellEnd, type Choose, type Operation } from './streams.js';

const roomBytes = 64;

/** Another process, and a slot by which it can put something into a channel. */
interface Giver {
  readonly process: number;
  readonly slot: number;
  readonly end: End;
}

function giversOf(world: World, channel: Channel, reader: number): readonly Giver[] {
  return world.processes.flatMap((one, process) =>
    one.isAlive && process !== reader
      ? [...one.slots].flatMap(([slot, end]) => (end.writes === channel ? [{ process, slot, end }] : []))
      : [],
  );
}

/** A read of this channel sleeps, and somebody else can end that. */
function canSleep(world: World, channel: Channel | null, reader: number): channel is Channel {
  return (
    channel !== null &&
    channel.pieces.length === 0 &&
    !channel.isBroken &&
    !world.passed.has(channel) &&
    giversOf(world, channel, reader).length > 0
  );
}

function pickGiver(world: World, reading: { channel: Channel; reader: number }, choose: Choose): Giver {
  const all = giversOf(world, reading.channel, reading.reader);
  const giver = all[choose(all.length)];
  if (!giver) throw new Error('Nobody is there to give.');
  return giver;
}

const streams: Operation = {
  weight: 4,
  fits: (world, { process, end }) => end.does === 'stream' && canSleep(world, end.reads, process),
  does: (world, { process, slot, end }, choose) => {
    const channel = end.reads;
    if (!channel) return;
    const giver = pickGiver(world, { channel, reader: process }, choose);
    const holders = [...heldEnds(world)].filter((one) => one.writes === channel).length;
    fallAsleep(world, { sleeper: process, watcher: giver.process, choose }, ['read', slot, roomBytes]);
    if (channel.kind === 'pipe' && holders === 1 && choose(2) === 1) {
      say(world, giver.process, 'close', giver.slot);
      closeSlots(world, giver.process, [giver.slot]);
      tellEnd(world, channel, process);
    } else {
      const text = newText(world, choose);
      say(world, giver.process, 'write', giver.slot, text);
      expectData(world, channel, { from: giver.process, to: process, text });
    }
    say(world, process, 'woke');
  },
};

const counters: Operation = {
  weight: 3,
  fits: (world, { process, end }) => end.does === 'event' && canSleep(world, end.reads, process),
  does: (world, { process, slot, end }, choose) => {
    if (!end.reads) return;
    const giver = pickGiver(world, { channel: end.reads, reader: process }, choose);
    fallAsleep(world, { sleeper: process, watcher: giver.process, choose }, ['eread', slot]);
    say(world, giver.process, 'ewrite', giver.slot, 1 + choose(9));
    say(world, process, 'woke');
    const told = { kind: 'wake', through: 'eventfd', text: '' } as const;
    world.expected.push({ ...told, from: giver.process, to: process });
  },
};

const queues: Operation = {
  weight: 3,
  fits: (world, { process, end }) => end.does === 'mq' && canSleep(world, end.reads, process),
  does: (world, { process, slot, end }, choose) => {
    if (!end.reads) return;
    const giver = pickGiver(world, { channel: end.reads, reader: process }, choose);
    const text = newText(world, choose);
    fallAsleep(world, { sleeper: process, watcher: giver.process, choose }, ['mqreceive', slot]);
    say(world, giver.process, 'mqsend', giver.slot, text, choose(3));
    say(world, process, 'woke');
    expectData(world, end.reads, { from: giver.process, to: process, text });
  },
};

/** A signal comes while its receiver sleeps for it. */
const signals: Operation = {
  weight: 2,
  fits: (world, { process }) =>
    processOf(world, process).pending.length === 0 && othersAwake(world, [process]).length > 0,
  does: (world, { process }, choose) => {
    const others = othersAwake(world, [process]);
    const from = others[choose(others.length)] ?? 0;
    const rank = choose(3);
    const value = rank === 0 ? null : world.nextMessage++;
    fallAsleep(world, { sleeper: process, watcher: from, choose }, ['sigtake', rank, value ?? 0]);
    if (value === null) say(world, from, 'sigsend', process);
    else say(world, from, 'sigqueue', process, rank, value);
    say(world, process, 'woke');
    const told = { kind: 'signal', through: nameOfRank(rank), text: '', sends: 1 } as const;
    world.expected.push({ ...told, from, to: process, value });
  },
};

/** What is waited for before it is there. */
export const sleeperOperations: readonly Operation[] = [streams, counters, queues, signals];
