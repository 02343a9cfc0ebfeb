import { decodeDescriptor, decodeNumber } from '../../strace/decode.js';
import type { Call } from '../../strace/trace-event.js';
import { openDescriptor } from '../files/descriptor-table.js';
import { findFile } from '../files/find-file.js';
import { type Handler, type Life, valueOf, warn, type World } from '../model.js';
import { makeOpenFile, makeThing } from '../things.js';

/** A descriptor that stands for a process: it becomes readable when that one ends. See pidfd_open(2). */
export function openPidfd(
  world: World,
  life: Life,
  slot: { fd: number; target: string | null; of: Life },
): void {
  const { fd, target, of } = slot;
  const name = `pidfd of pid ${of.pid}`;
  const known = world.things.find(
    (thing) => thing.kind === 'pidfd' && thing.name === name && thing.touchedBy.has(of.id),
  );
  const thing =
    known ?? makeThing(world, { mechanism: 'synchronisation', kind: 'pidfd', name, madeBy: life });
  thing.touchedBy.add(of.id);
  const file = makeOpenFile({ thing, access: 'both', target, special: { kind: 'pidfd', of } });
  openDescriptor(world, life, { fd, file, closeOnExec: true });
}

const pidfdOpen: Handler = {
  leave(world, life, call) {
    const fd = valueOf(call);
    const of = world.byPid.get(decodeNumber(call.args[0]) ?? 0);
    if (fd === null || !of || call.answer.kind !== 'value') return;
    openPidfd(world, life, { fd, target: decodeDescriptor(call.answer.text)?.target ?? null, of });
  },
};

/** The descriptor that a fork with CLONE_PIDFD gave to the parent; clone(2) returns it where it would the child's number. */
export function pidfdOfFork(call: Call): { fd: number; target: string | null } | null {
  const all = call.args.join(', ');
  if (valueOf(call) === null || !all.includes('CLONE_PIDFD')) return null;
  const printed = /(?:pidfd|parent_tid)=\[(\d+(?:<[^>]*>)?)\]/.exec(all)?.[1];
  return decodeDescriptor(printed);
}

// The same open file as in the other process, as if it had been passed.
const pidfdGetfd: Handler = {
  leave(world, life, call) {
    const fd = valueOf(call);
    if (fd === null) return;
    const special = findFile(world, life, { text: call.args[0], access: 'both' })?.special;
    const number = decodeNumber(call.args[1]) ?? -1;
    const file = special?.kind === 'pidfd' ? special.of.table.entries.get(number)?.file : undefined;
    if (file) openDescriptor(world, life, { fd, file, closeOnExec: true });
    else warn(world, 'A process took a descriptor out of another one: what that refers to was not seen.');
  },
};

/** Calls that make descriptors of processes, and take descriptors out of them. See pidfd_open(2), pidfd_getfd(2). */
export const pidfdCalls: Readonly<Record<string, Handler>> = {
  pidfd_open: pidfdOpen,
  pidfd_getfd: pidfdGetfd,
};
