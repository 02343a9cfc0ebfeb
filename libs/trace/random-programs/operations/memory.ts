import { heldEnds, type Mapped, type World } from '../model.js';
import { addClosingSlot } from './lives.js';
import { addPlace, cutPlace, resizePlace } from './places.js';
import { addSlot, processOf, say, type Choose, type Operation } from './streams.js';

const objectPages = 4;
const objectsMax = 8;
const placesMax = 6;
const segmentKeys = [99, 100] as const;
const roomForMore = (world: World): boolean => new Set(heldEnds(world)).size < objectsMax;
const hasRoom = (world: World, process: number): boolean =>
  processOf(world, process).places.size < placesMax && world.nextPlace < 250;
const accesses = ['both', 'read', 'write'] as const;

/** Places that lines of a script have made; those of named semaphores belong to the C library. */
function mappedPlaces(world: World, process: number) {
  return [...processOf(world, process).places].filter(([, parts]) => parts.every((part) => part.pages >= 1));
}

/** Some pages of a process, of one place and without a hole: in a hole may lie something else by now. */
function pickRange(world: World, process: number, choose: Choose) {
  const parts = mappedPlaces(world, process).flatMap(([place, all]) => all.map((part) => ({ place, part })));
  const { place, part } = parts[choose(parts.length)] ?? { place: 0, part: { page: 0, pages: 1 } };
  const skipped = choose(part.pages);
  return { place, from: part.page + skipped, pages: 1 + choose(part.pages - skipped) };
}

const makers: readonly Operation[] = [
  {
    weight: 2,
    fits: roomForMore,
    does: (world, { process }, choose) => {
      const end = { does: 'memory', reads: null, writes: null } as const;
      const which = choose(3);
      if (which === 0) {
        const name = `memo${world.nextSlot}`;
        const slot = addSlot(world, process, { ...end, name: `memfd memfd:${name}` });
        say(world, process, 'memfd', slot, name);
        return;
      }
      const name = `${which === 1 ? 'board' : 'sheet'}${choose(2)}`;
      if (which === 1)
        say(
          world,
          process,
          'shm',
          addClosingSlot(world, process, { ...end, name: `posix-shm /${name}` }),
          `/${name}`,
        );
      else
        say(world, process, 'sheet', addSlot(world, process, { ...end, name: `mapped-file ${name}` }), name);
    },
  },
  {
    weight: 2,
    fits: (world, { process }) => hasRoom(world, process),
    does: (world, { process }, choose) => {
      const pages = 1 + choose(objectPages);
      const object = `anonymous-shared shared mapping ${++world.anonymous}`;
      const place = addPlace(world, process, { object, page: 0, offset: 0, pages, access: 'both' });
      say(world, process, 'anonymous', place, pages);
    },
  },
  {
    weight: 2,
    fits: (world, { process }) => hasRoom(world, process),
    does: (world, { process }, choose) => {
      const key = segmentKeys[choose(segmentKeys.length)] ?? segmentKeys[0];
      const access = choose(2) === 1 ? 'read' : 'both';
      const mapped: Mapped = {
        object: `system-v-shm segment 0x${key.toString(16)}`,
        page: 0,
        offset: 0,
        pages: objectPages,
        access,
      };
      say(world, process, 'attach', addPlace(world, process, mapped), key, access);
    },
  },
  {
    weight: 8,
    fits: (world, { process, end }) => end.does === 'memory' && hasRoom(world, process),
    does: (world, { process, slot, end }, choose) => {
      const offset = choose(objectPages);
      const pages = 1 + choose(objectPages - offset);
      const access = accesses[choose(accesses.length)] ?? 'both';
      const place = addPlace(world, process, { object: end.name, page: 0, offset, pages, access });
      say(world, process, 'map', place, slot, offset, pages, access);
    },
  },
];

const enders: readonly Operation[] = [
  {
    weight: 1,
    fits: (world, { process }) => whole(world, process).length > 0,
    does: (world, { process }, choose) => {
      const all = whole(world, process);
      const picked = all[choose(all.length)];
      if (!picked) return;
      const { place, mapped } = picked;
      // Behind the end of an anonymous one is nothing.
      const isAnonymous = mapped.object.startsWith('anonymous');
      const pages = 1 + choose(isAnonymous ? mapped.pages : objectPages - mapped.offset);
      if (pages === mapped.pages) return;
      resizePlace(world, process, { place, pages });
      say(world, process, 'remap', place, mapped.pages, pages);
    },
  },
  {
    weight: 3,
    fits: (world, { process }) => mappedPlaces(world, process).length > 0,
    does: (world, { process }, choose) => {
      const { place, from, pages } = pickRange(world, process, choose);
      cutPlace(world, process, { place, from, pages });
      say(world, process, choose(3) === 0 ? 'cover' : 'unmap', place, from, pages);
    },
  },
  {
    weight: 2,
    fits: (world, { process }) => attached(world, process).length > 0,
    does: (world, { process }, choose) => {
      const places = attached(world, process);
      const place = places[choose(places.length)] ?? 0;
      cutPlace(world, process, { place, from: 0, pages: objectPages });
      say(world, process, 'detach', place);
    },
  },
  {
    weight: 1,
    fits: (world, { process }) => mappedPlaces(world, process).length > 0,
    does: (world, { process }, choose) => {
      const { place, from, pages } = pickRange(world, process, choose);
      say(world, process, 'msync', place, from, pages);
    },
  },
];

/** Places that one call mapped and nothing has cut. */
function whole(world: World, process: number) {
  return mappedPlaces(world, process).flatMap(([place, parts]) => {
    const [mapped] = parts;
    const isWhole = mapped !== undefined && parts.length === 1 && mapped.page === 0;
    return isWhole && !mapped.object.startsWith('system-v-shm') ? [{ place, mapped }] : [];
  });
}

function attached(world: World, process: number): readonly number[] {
  return [...processOf(world, process).places]
    .filter(([, parts]) => parts.some((part) => part.object.startsWith('system-v-shm')))
    .map(([place]) => place);
}

/** Shared memory of all kinds, mapped and unmapped in parts. See mmap(2), shmop(2), memfd_create(2). */
export const memoryOperations: readonly Operation[] = [...makers, ...enders];
