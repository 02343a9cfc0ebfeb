import { decodeNumber } from '../../strace/decode.js';
import type { Call } from '../../strace/trace-event.js';
import { addMapping, removeMappings } from '../memory/mapping-table.js';
import { makeThing } from '../things.js';
import type { Mapping, Segment } from '../memory/memory-model.js';
import { type Handler, type Life, valueOf, type World } from '../model.js';

const shmget: Handler = {
  leave(world, life, call) {
    const id = valueOf(call);
    if (id === null) return;
    const bytes = decodeNumber(call.args[1]) ?? 0;
    const known = world.segments.get(id);
    if (known) known.bytes = Math.max(known.bytes, bytes);
    else makeSegment(world, { life, id, bytes, key: call.args[0] });
  },
};

const shmat: Handler = {
  leave(world, life, call) {
    const start = valueOf(call);
    const id = decodeNumber(call.args[0]);
    if (start === null || id === null) return;
    const { thing, bytes } =
      world.segments.get(id) ?? makeSegment(world, { life, id, bytes: 0, key: undefined });
    const access = call.args[2]?.includes('SHM_RDONLY') === true ? 'read' : 'both';
    addMapping(world, life.memory, { start, bytes, thing, offset: 0, access });
  },
};

const shmdt: Handler = {
  enter(world, life, call) {
    const start = decodeNumber(call.args[0]);
    if (valueOf(call) === 0 && start !== null) detach(world, life, start);
  },
};

/** What one shmat(2) attached at an address goes, whatever munmap(2) has left of it: its parts lie where the first one's begin says. */
function detach(world: World, life: Life, start: number): void {
  const isSegment = ({ thing }: Mapping): boolean => thing.kind === 'system-v-shm';
  const [first] = life.memory.mappings
    .filter((one) => isSegment(one) && one.start >= start && one.start - one.offset === start)
    .sort((a, b) => a.start - b.start);
  if (!first) return;
  const parts = life.memory.mappings.filter(
    (one) => one.thing === first.thing && one.start - one.offset === start,
  );
  for (const part of parts)
    removeMappings(world, life.memory, { start: part.start, bytes: part.end - part.start });
}

// The number of a removed segment may be given to another one; who has it attached keeps it.
const shmctl: Handler = {
  enter(world, _life, call) {
    if (valueOf(call) === 0 && isRemoval(call)) world.segments.delete(decodeNumber(call.args[0]) ?? -1);
  },
};

/** Whether a msgctl, semctl or shmctl removes its object. */
export function isRemoval(call: Call): boolean {
  return call.args.some((arg) => arg.split('|').includes('IPC_RMID'));
}

/** What a picture calls a System V object: by its key, or by number where it is private. See ipc(2). */
export function systemVName(kind: string, key: string | undefined, number: number): string {
  return key === undefined || key === 'IPC_PRIVATE' ? `${kind} ${number}` : `${kind} ${key}`;
}

function makeSegment(
  world: World,
  made: { life: Life; id: number; bytes: number; key: string | undefined },
): Segment {
  const count = world.things.filter((thing) => thing.kind === 'system-v-shm').length;
  const thing = makeThing(world, {
    mechanism: 'shared-memory',
    kind: 'system-v-shm',
    name: systemVName('segment', made.key, count + 1),
    madeBy: made.key === undefined ? null : made.life,
  });
  const segment = { thing, bytes: made.bytes };
  world.segments.set(made.id, segment);
  return segment;
}

/** Calls on System V shared memory. See shmget(2), shmop(2), shmctl(2). */
export const segmentCalls: Readonly<Record<string, Handler>> = { shmget, shmat, shmdt, shmctl };
