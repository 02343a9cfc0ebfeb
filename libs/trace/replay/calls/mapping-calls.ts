import { decodeDescriptor, decodeNumber, decodeQuoted } from '../../strace/decode.js';
import type { Call } from '../../strace/trace-event.js';
import { openDescriptor } from '../files/descriptor-table.js';
import { findFile } from '../files/find-file.js';
import { addMapping, mappingAt, protectMappings, removeMappings } from '../memory/mapping-table.js';
import { makeOpenFile, makeThing, numberedName } from '../things.js';
import type { Mapping } from '../memory/memory-model.js';
import { type Handler, type Life, type Thing, valueOf, type World } from '../model.js';

const mmapCall: Handler = {
  leave(world, life, call) {
    const start = valueOf(call);
    const bytes = decodeNumber(call.args[1]) ?? 0;
    if (start === null || bytes <= 0) return;
    const flags = call.args[3] ?? '';
    const thing = /MAP_SHARED/.test(flags) ? mappedThing(world, life, call) : null;
    if (!thing) {
      removeMappings(world, life.memory, { start, bytes });
      return;
    }
    const offset = flags.includes('MAP_ANONYMOUS') ? 0 : (decodeNumber(call.args[5]) ?? 0);
    addMapping(world, life.memory, { start, bytes, thing, offset, access: accessOf(call.args[2] ?? '') });
  },
};

function mappedThing(world: World, life: Life, call: Call): Thing | null {
  if (call.args[3]?.includes('MAP_ANONYMOUS') === true) return makeAnonymous(world, life);
  // Every mapping of /dev/zero is memory of its own, see zero(4).
  if (decodeDescriptor(call.args[4])?.target === '/dev/zero') return makeAnonymous(world, life);
  const thing = findFile(world, life, { text: call.args[4], access: 'both' })?.thing ?? null;
  if (thing?.kind === 'file' && thing.outside === null) {
    thing.kind = 'mapped-file';
    thing.mechanism = 'memory-mapped-file';
  }
  return thing?.kind === 'device' ? null : thing;
}

function makeAnonymous(world: World, life: Life): Thing {
  return makeThing(world, {
    mechanism: 'shared-memory',
    kind: 'anonymous-shared',
    name: numberedName(world, 'shared mapping'),
    madeBy: life,
  });
}

function accessOf(protection: string): Mapping['access'] {
  if (!protection.includes('PROT_WRITE')) return 'read';
  return protection.includes('PROT_READ') ? 'both' : 'write';
}

// Gone on the way in: another thread may be seen to get the same addresses before this call has returned.
const munmapCall: Handler = {
  enter(world, life, call) {
    const start = decodeNumber(call.args[0]);
    if (valueOf(call) !== 0 || start === null) return;
    removeMappings(world, life.memory, { start, bytes: decodeNumber(call.args[1]) ?? 0 });
  },
};

// Memory that nobody may touch any more is still mapped.
const mprotectCall: Handler = {
  leave(world, life, call) {
    const start = decodeNumber(call.args[0]);
    const protection = call.args[2] ?? '';
    if (valueOf(call) !== 0 || start === null || !/PROT_(?:READ|WRITE)/.test(protection)) return;
    const bytes = decodeNumber(call.args[1]) ?? 0;
    protectMappings(world, life.memory, { start, bytes, access: accessOf(protection) });
  },
};

const mremapCall: Handler = {
  leave(world, life, call) {
    const start = valueOf(call);
    const [from, oldBytes, bytes] = [0, 1, 2].map((at) => decodeNumber(call.args[at]) ?? 0);
    if (start === null || from === undefined || oldBytes === undefined || bytes === undefined) return;
    const mapping = mappingAt(life.memory, from);
    const keeps = oldBytes === 0 || call.args[3]?.includes('MREMAP_DONTUNMAP') === true;
    if (!keeps) removeMappings(world, life.memory, { start: from, bytes: oldBytes });
    if (!mapping) {
      removeMappings(world, life.memory, { start, bytes });
      return;
    }
    const { thing, access, offset } = mapping;
    addMapping(world, life.memory, { start, bytes, thing, access, offset: offset + from - mapping.start });
  },
};

// Of memory that lies in no file there is nothing to bring there, and MS_ASYNC brings nothing: see msync(2).
const msyncCall: Handler = {
  leave(world, life, call) {
    const start = decodeNumber(call.args[0]);
    const mapping = start === null ? undefined : mappingAt(life.memory, start);
    if (valueOf(call) !== 0 || start === null || mapping?.thing.mechanism !== 'memory-mapped-file') return;
    if (call.args[2]?.includes('MS_ASYNC') === true) return;
    world.flows.push({
      kind: 'mapping',
      from: life.id,
      to: null,
      through: mapping.thing.id,
      fromFd: null,
      toFd: null,
      sentMs: call.entered.ms,
      receivedMs: null,
      bytes: decodeNumber(call.args[1]) ?? 0,
      offset: mapping.offset + start - mapping.start,
      head: new Uint8Array(),
    });
  },
};

const memfdCreate: Handler = {
  leave(world, life, call) {
    const fd = valueOf(call);
    if (fd === null || call.answer.kind !== 'value') return;
    const thing = makeThing(world, {
      mechanism: 'shared-memory',
      kind: 'memfd',
      name: `memfd:${decodeQuoted(call.args[0]) ?? ''}`,
      madeBy: life,
      content: { extents: [], sizeBytes: 0, isSizeKnown: true, startedEmpty: true },
    });
    const target = decodeDescriptor(call.answer.text)?.target ?? null;
    openDescriptor(world, life, {
      fd,
      file: makeOpenFile({ thing, access: 'both', target }),
      closeOnExec: call.args[1]?.includes('MFD_CLOEXEC') === true,
    });
  },
};

/** Calls that put objects into address spaces. See mmap(2), munmap(2), mremap(2), mprotect(2), msync(2), memfd_create(2). */
export const mappingCalls: Readonly<Record<string, Handler>> = {
  mmap: mmapCall,
  munmap: munmapCall,
  mremap: mremapCall,
  mprotect: mprotectCall,
  pkey_mprotect: mprotectCall,
  msync: msyncCall,
  memfd_create: memfdCreate,
};
