import type { Mechanism } from '#libs/contracts/trace';
import type { Channel } from './flows/channel.js';
import type { Content, Life, OpenFile, Thing, World } from './model.js';

interface NewThing {
  readonly mechanism: Mechanism;
  readonly kind: string;
  readonly name: string;
  readonly madeBy: Life | null;
  readonly outside?: Thing['outside'];
  readonly content?: Content;
}

/** Adds an object to the world. */
export function makeThing(world: World, { content, outside, madeBy, ...rest }: NewThing): Thing {
  const thing: Thing = {
    ...rest,
    id: `o${world.things.length + 1}`,
    outside: outside ?? null,
    madeBy: madeBy?.id ?? null,
    content: content ?? null,
    channels: [],
    carriedBytes: 0,
    touchedBy: new Set(),
    peers: [],
    isVoid: false,
    told: new Set(),
  };
  world.things.push(thing);
  return thing;
}

/** Adds one direction of a stream to an object; `fromOutside` when bytes may come from processes that are not traced. */
export function makeChannel(thing: Thing, fromOutside: boolean, keepsMessages = false): Channel {
  const channel: Channel = {
    thing,
    pieces: [],
    first: 0,
    pushedBytes: 0,
    keepsMessages,
    writers: 0,
    lastWriter: null,
    readers: 0,
    lastReader: null,
    told: new Set(),
    fromOutside,
    isGuess: false,
  };
  thing.channels.push(channel);
  return channel;
}

/** `pipe 1`, `pipe 2` … in order of creation: shorter to say than an inode. */
export function numberedName(world: World, kind: string): string {
  const count = world.things.filter(
    ({ name, outside }) =>
      outside === null && name.startsWith(`${kind} `) && /^\d+$/.test(name.slice(kind.length + 1)),
  ).length;
  return `${kind} ${count + 1}`;
}

/** Adds a pipe; `target` is the kernel's name for it, `pipe:[inode]`. */
export function makePipe(world: World, target: string, madeBy: Life | null): Channel {
  const thing = makeThing(world, {
    mechanism: 'pipe',
    kind: 'pipe',
    name: numberedName(world, 'pipe'),
    madeBy,
  });
  world.byTarget.set(target, thing);
  return makeChannel(thing, madeBy === null);
}

/** A fresh open file description. */
export function makeOpenFile(fields: Partial<OpenFile> & Pick<OpenFile, 'access'>): OpenFile {
  return {
    thing: null,
    reads: null,
    writes: null,
    target: null,
    offset: 0,
    append: false,
    forces: false,
    socket: null,
    link: null,
    special: null,
    ...fields,
  };
}

/** An open file description of a byte stream that goes through one channel, such as one end of a pipe. */
export function openStream(channel: Channel, access: OpenFile['access'], target: string): OpenFile {
  return makeOpenFile({
    thing: channel.thing,
    reads: access === 'write' ? null : channel,
    writes: access === 'read' ? null : channel,
    access,
    target,
  });
}
