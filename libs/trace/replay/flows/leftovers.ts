import type { Leftover } from '#libs/contracts/trace';
import type { Thing, World } from '../model.js';

const namedKinds = new Set(['posix-mq', 'system-v-mq', 'posix-shm', 'semaphore', 'fifo']);

/**
 * What processes of the trace made, that lives on in the kernel without them, and that none of them removed. Ordinary files are
 * meant to stay. See mq_overview(7), shm_overview(7), sysvipc(7).
 */
export function leftoversOf(world: World): readonly Leftover[] {
  const named = [...world.byTarget.values()].filter((thing) => namedKinds.has(thing.kind));
  const things = new Set<Thing>([...named, ...[...world.segments.values()].map((segment) => segment.thing)]);
  const made = [...things].filter((thing) => thing.madeBy !== null && thing.outside === null);
  const sets = [...world.semaphoreSets].flatMap(([id, { madeBy }]) =>
    madeBy === null ? [] : [{ kind: 'system-v-sem', name: `semaphore set ${id}`, owner: madeBy.id }],
  );
  return [...made.map(({ kind, name, madeBy }) => ({ kind, name, owner: madeBy })), ...sets];
}
