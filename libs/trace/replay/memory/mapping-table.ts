import type { Mapping, Memory } from './memory-model.js';
import { type Life, type Thing, warn, type World } from '../model.js';

/** A process with more shared mappings than this is shown without the further ones. */
const mappingsMax = 4096;

/** So many intervals of mappings are told; a program that maps and unmaps in a loop says nothing new. */
const spansMax = 20_000;

/** Granularity of mmap(2) on all machines that ipclab runs on. */
const pageBytes = 4096;

/** What a call put into an address space: `bytes` of an object from `offset` on, at address `start`. */
export interface NewMapping {
  readonly start: number;
  readonly bytes: number;
  readonly thing: Thing;
  readonly offset: number;
  readonly access: Mapping['access'];
}

/** An address space with nothing shared in it. */
export function emptyMemory(owner: string): Memory {
  return { owner, users: 1, mappings: [] };
}

/** Maps an object; what was at those addresses before is gone. See mmap(2), MAP_FIXED. */
export function addMapping(world: World, memory: Memory, mapped: NewMapping): void {
  removeMappings(world, memory, { start: mapped.start, bytes: mapped.bytes });
  if (memory.mappings.length >= mappingsMax) {
    warn(world, `A process had more than ${mappingsMax} shared mappings at once; the rest is not shown.`);
    return;
  }
  push(world, memory, mapped);
}

/** Takes a range of addresses out of an address space, also the middle of a mapping. See munmap(2). */
export function removeMappings(
  world: World,
  memory: Memory,
  range: { readonly start: number; readonly bytes: number },
): void {
  const end = pageEnd(range.start + range.bytes);
  const overlapping = memory.mappings.filter((one) => one.start < end && pageEnd(one.end) > range.start);
  for (const mapping of overlapping) {
    memory.mappings.splice(memory.mappings.indexOf(mapping), 1);
    if (mapping.span) mapping.span.untilMs = world.ms;
    if (mapping.start < range.start) push(world, memory, part(mapping, mapping.start, range.start));
    if (mapping.end > end) push(world, memory, part(mapping, end, mapping.end));
  }
}

/** Changes what may be done with a range of addresses. See mprotect(2). */
export function protectMappings(
  world: World,
  memory: Memory,
  range: { readonly start: number; readonly bytes: number; readonly access: Mapping['access'] },
): void {
  const end = pageEnd(range.start + range.bytes);
  const changed = memory.mappings.filter(
    (one) => one.start < end && pageEnd(one.end) > range.start && one.access !== range.access,
  );
  for (const mapping of changed) {
    const inside = part(mapping, Math.max(mapping.start, range.start), Math.min(mapping.end, end));
    removeMappings(world, memory, { start: inside.start, bytes: inside.bytes });
    push(world, memory, { ...inside, access: range.access });
  }
}

/** The mapping that an address lies in. */
export function mappingAt(memory: Memory, address: number): Mapping | undefined {
  return memory.mappings.find((one) => one.start <= address && address < pageEnd(one.end));
}

/** Gives a child the mappings of its parent: copies of them, or with CLONE_VM the same address space. */
export function inheritMemory(world: World, child: Life, origin: { parent: Life; isShared: boolean }): void {
  const { memory } = origin.parent;
  if (origin.isShared) {
    memory.users += 1;
    child.memory = memory;
    return;
  }
  for (const { start, end, thing, offset, access } of memory.mappings)
    push(world, child.memory, { start, bytes: end - start, thing, offset, access });
}

/** What execve(2) does: the process gets an address space of its own with nothing in it. */
export function execMemory(world: World, life: Life): void {
  leaveMemory(world, life);
  life.memory = emptyMemory(life.id);
}

/** What the end of a process, or its next program, does to its mappings. */
export function leaveMemory(world: World, life: Life): void {
  life.memory.users -= 1;
  if (life.memory.users > 0) return;
  for (const { span } of life.memory.mappings) if (span) span.untilMs = world.ms;
  life.memory.mappings.splice(0);
}

function push(world: World, memory: Memory, mapped: NewMapping): void {
  const { start, bytes, thing, offset, access } = mapped;
  memory.mappings.push({
    start,
    end: start + bytes,
    thing,
    offset,
    access,
    span: tell(world, memory, mapped),
  });
}

function tell(world: World, memory: Memory, mapped: NewMapping): Mapping['span'] {
  if (world.mappingSpans.length >= spansMax) {
    warn(world, `Objects were mapped more than ${spansMax} times; later mappings are not shown.`);
    return null;
  }
  const { bytes, thing, offset, access } = mapped;
  const span = {
    process: memory.owner,
    object: thing.id,
    access,
    offset,
    bytes,
    fromMs: world.ms,
    untilMs: null,
  };
  world.mappingSpans.push(span);
  return span;
}

function part(mapping: Mapping, start: number, end: number): NewMapping {
  const { thing, access, offset } = mapping;
  return { start, bytes: end - start, thing, access, offset: offset + start - mapping.start };
}

function pageEnd(address: number): number {
  return Math.ceil(address / pageBytes) * pageBytes;
}
