import type { Trace, TracedObject, TracedProcess } from '#libs/contracts/trace';
import { programName } from '../wording/name-of.js';

/** Up to so many processes each one has a line of its own. */
const openMax = 16;

/** So many alike are a group. */
const groupMin = 3;

/** A trace in which one process stands for a group of equal siblings; `sizes` says how many each process and object stands for. */
export interface Folded {
  readonly trace: Trace;
  readonly sizes: ReadonlyMap<string, number>;
}

/**
 * Lets one process stand for siblings that run the same program, ended alike, wait alike and do not talk to each other, and one object for
 * those that connect the same two. Only done where there would be too many lines to read; `keep` are processes that must stay.
 */
export function foldSiblings(trace: Trace, keep: readonly string[]): Folded {
  const processes = trace.processes.filter(
    (process) => process.role === 'student' || process.role === 'peer',
  );
  if (processes.length <= openMax) return { trace, sizes: new Map() };
  const groups = groupsOf(trace, processes, new Set([...keep, ...trace.deadlocks.flat()]));
  if (groups.length === 0) return { trace, sizes: new Map() };
  const leaders = new Map(groups.flatMap((group) => group.map((one) => [one.id, group[0]?.id ?? one.id])));
  const objects = objectLeaders(trace, leaders);
  const sizes = new Map<string, number>();
  for (const leader of [...leaders.values(), ...objects.values()])
    sizes.set(leader, (sizes.get(leader) ?? 0) + 1);
  return { trace: rewrite(trace, { groups, leaders, objects }), sizes };
}

function groupsOf(
  trace: Trace,
  processes: readonly TracedProcess[],
  keep: ReadonlySet<string>,
): readonly (readonly TracedProcess[])[] {
  const parents = new Set(trace.processes.map((process) => process.parent));
  const calls = new Map(trace.waits.map((wait) => [wait.process, wait.call]));
  const groups = new Map<string, TracedProcess[]>();
  for (const process of processes) {
    if (keep.has(process.id) || parents.has(process.id)) continue;
    const key = JSON.stringify([process.parent, programName(process), process.exit, calls.get(process.id)]);
    groups.set(key, [...(groups.get(key) ?? []), process]);
  }
  return [...groups.values()].filter((group) => group.length >= groupMin && !talkToEachOther(trace, group));
}

function talkToEachOther(trace: Trace, group: readonly TracedProcess[]): boolean {
  const ids = new Set(group.map((process) => process.id));
  return trace.transfers.some(
    ({ from, to }) => from !== null && to !== null && from !== to && ids.has(from) && ids.has(to),
  );
}

/** Objects of one kind that connect the same processes, as far as these are told apart. */
function objectLeaders(trace: Trace, leaders: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const first = new Map<string, string>();
  const parties = new Map<string, Set<string>>();
  const add = (object: string | null, process: string | null, how: string): void => {
    if (object === null || process === null) return;
    const seen = parties.get(object) ?? new Set();
    parties.set(object, seen.add(`${how} ${leaders.get(process) ?? process}`));
  };
  for (const { through, from, to } of trace.transfers) {
    add(through, from, 'from');
    add(through, to, 'to');
  }
  for (const wait of trace.waits) add(wait.for, wait.process, 'wait');
  for (const mapping of trace.mappings) add(mapping.object, mapping.process, 'map');
  const grouped = new Set(leaders.values());
  return new Map(
    trace.objects.flatMap((object): [string, string][] => {
      const known = [...(parties.get(object.id) ?? [])].toSorted();
      if (object.outside !== null || !known.some((one) => grouped.has(one.split(' ')[1] ?? ''))) return [];
      const key = JSON.stringify([object.kind, object.kind === 'signal' ? object.name : '', known]);
      const leader = first.get(key) ?? object.id;
      first.set(key, leader);
      return [[object.id, leader]];
    }),
  );
}

interface Groups {
  readonly groups: readonly (readonly TracedProcess[])[];
  readonly leaders: ReadonlyMap<string, string>;
  readonly objects: ReadonlyMap<string, string>;
}

function rewrite(trace: Trace, { groups, leaders, objects }: Groups): Trace {
  const process = (id: string): string => leaders.get(id) ?? id;
  const maybe = (id: string | null): string | null => (id === null ? null : process(id));
  const object = (id: string): string => objects.get(id) ?? id;
  const isLed = (id: string): boolean => leaders.has(id);
  return {
    ...trace,
    processes: trace.processes.flatMap((one) => {
      const group = groups.find((members) => members[0]?.id === one.id);
      if (group) return [joined(one, group)];
      return isLed(one.id) ? [] : [one];
    }),
    objects: trace.objects.filter((one: TracedObject) => object(one.id) === one.id),
    transfers: trace.transfers.map((one) => ({
      ...one,
      from: maybe(one.from),
      to: maybe(one.to),
      through: object(one.through),
    })),
    waits: unique(
      trace.waits.map((wait) => ({
        ...wait,
        process: process(wait.process),
        for: wait.for === null ? null : object(wait.for),
        heldBy: [...new Set(wait.heldBy.map(process))],
        // Each member has descriptors of its own.
        ...(isLed(wait.process) ? { fd: null, sinceMs: null, holders: [], says: null } : {}),
      })),
    ),
    // Sleeps of many on one line would say that all slept when one did.
    pauses: trace.pauses.filter((pause) => !isLed(pause.process)),
    turns: trace.turns.filter((turn) => !isLed(turn.process)),
    // Who of them it was nobody would know.
    accesses: trace.accesses.filter((access) => !isLed(access.process)),
    snapshots: trace.snapshots.filter((one) => !isLed(one.process)),
    mishaps: trace.mishaps.map((mishap) => ({ ...mishap, process: process(mishap.process) })),
    mappings: trace.mappings.filter((mapping) => process(mapping.process) === mapping.process),
  };
}

function joined(leader: TracedProcess, group: readonly TracedProcess[]): TracedProcess {
  const ends = group.flatMap((one) => one.endMs ?? []);
  return {
    ...leader,
    startMs: Math.min(...group.map((one) => one.startMs)),
    endMs: ends.length < group.length ? null : Math.max(...ends),
  };
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}
