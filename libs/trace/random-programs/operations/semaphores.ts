import type { World } from '../model.js';
import { leave, mayLeave } from './lives.js';
import { addPlace, pageBytes } from './places.js';
import { fallAsleep, othersAwake, wakeUp } from './sleep.js';
import { processOf, say, type Choose, type Operation } from './streams.js';

const names = ['/s0', '/s1'] as const;
const setSize = 2;
const changeMax = 3;
const sleepersMax = 3;
const semaphoreBytes = 32;
/** Two semaphores in each page, away from its begin. */
const placesInPage = [64, 1024] as const;

const valueOf = (world: World, which: number | string): number => world.semaphores.get(which) ?? 0;

function add(world: World, which: number | string, change: number): void {
  world.semaphores.set(which, valueOf(world, which) + change);
}

function addUndo(
  world: World,
  process: number,
  { number, change }: { number: number; change: number },
): void {
  const { undo } = processOf(world, process);
  undo.set(number, (undo.get(number) ?? 0) - change);
}

/** Several processes wait for one of the set, and others post until all are served, first come first served where it is enough. */
function contend(world: World, process: number, choose: Choose): void {
  const number = choose(setSize);
  const queue: { readonly sleeper: number; readonly need: number }[] = [];
  const watched = othersAwake(world, [process]);
  const watcher = watched[choose(watched.length)] ?? 0;
  const sleepers = [process, ...watched.filter((one) => one !== watcher)].slice(0, 1 + choose(sleepersMax));
  for (const sleeper of sleepers) {
    const need = valueOf(world, number) + 1 + choose(changeMax);
    fallAsleep(world, { sleeper, watcher, choose }, ['semop', 0, number, -need]);
    queue.push({ sleeper, need });
  }
  while (queue.length > 0) {
    const awake = othersAwake(
      world,
      queue.map((one) => one.sleeper),
    );
    const poster = awake[choose(awake.length)] ?? watcher;
    give(world, { poster, number, awake }, choose);
    for (const one of queue.slice()) {
      if (one.need > valueOf(world, number)) continue;
      add(world, number, -one.need);
      queue.splice(queue.indexOf(one), 1);
      wakeUp(world, one.sleeper, { name: `system-v-semaphore semaphore 0x58[${number}]`, from: poster });
    }
  }
}

/** Raises a semaphore: by saying so, or by an end that takes back what SEM_UNDO remembers. */
function give(
  world: World,
  { poster, number, awake }: { poster: number; number: number; awake: readonly number[] },
  choose: Choose,
): void {
  const { undo, parent } = processOf(world, poster);
  const isHeir = (undo.get(number) ?? 0) > 0 && [...undo.values()].every((change) => change >= 0);
  if (isHeir && mayLeave(world, poster) && parent !== null && awake.includes(parent) && choose(2) === 1) {
    leave(world, poster);
    say(world, parent, 'wait', poster);
    return;
  }
  const gift = 1 + choose(changeMax);
  say(world, poster, 'semop', 0, number, gift);
  add(world, number, gift);
}

const systemV: readonly Operation[] = [
  {
    weight: 3,
    fits: () => true,
    does: (world, { process }, choose) => {
      const [first, undoes] = [choose(setSize), choose(2)];
      const changes = [first, (first + 1) % setSize].slice(0, 1 + choose(2)).map((number) => ({
        number,
        change: choose(2) === 1 ? 1 + choose(changeMax) : -choose(valueOf(world, number) + 1),
      }));
      // A change by 0 would wait for 0.
      const real = changes.filter(({ change }) => change !== 0);
      if (real.length === 0) return;
      say(world, process, 'semop', undoes, ...real.flatMap(({ number, change }) => [number, change]));
      for (const one of real) {
        add(world, one.number, one.change);
        if (undoes === 1) addUndo(world, process, one);
      }
    },
  },
  {
    weight: 1,
    fits: (world, { process }) => othersAwake(world, [process]).length > 0,
    does: (world, { process }, choose) => contend(world, process, choose),
  },
];

/** A semaphore that a process can reach, as its lines name it. */
interface Reach {
  readonly process: number;
  readonly key: string;
  readonly words: readonly (string | number)[];
}

function named(world: World): readonly Reach[] {
  return world.processes.flatMap((one, process) =>
    one.isAlive ? [...one.semaphores].map((key) => ({ process, key, words: [key] })) : [],
  );
}

/** Semaphores in memory: each in an object, at an address of the process. */
function inMemory(world: World): readonly Reach[] {
  return world.processes.flatMap((one, process) =>
    one.isAlive
      ? [...one.places].flatMap(([place, parts]) =>
          parts
            .filter((part) => part.access === 'both' && part.pages >= 1)
            .flatMap(({ object, page, offset }) =>
              placesInPage.map((byte) => ({
                process,
                key: `${object}, byte ${offset * pageBytes + byte}`,
                words: [place, page * pageBytes + byte],
              })),
            ),
        )
      : [],
  );
}

interface Kind {
  readonly reached: (world: World) => readonly Reach[];
  readonly words: { readonly post: string; readonly wait: string };
  readonly through: (key: string) => string;
}

const kinds: readonly Kind[] = [
  { reached: named, words: { post: 'sempost', wait: 'semwait' }, through: (key) => `semaphore ${key}` },
  {
    reached: (world) => inMemory(world).filter(({ key }) => world.semaphores.has(key)),
    words: { post: 'mempost', wait: 'memwait' },
    through: (key) => `futex ${key.slice(key.indexOf(' ') + 1)}`,
  },
];

/** One process posts, one waits until the other does. */
function use(world: World, { process, kind, choose }: { process: number; kind: Kind; choose: Choose }): void {
  const all = kind.reached(world);
  const own = all.filter((one) => one.process === process);
  const mine = own[choose(own.length)];
  if (!mine) return;
  const others = all.filter((one) => one.key === mine.key && one.process !== process);
  const poster = others[choose(others.length)];
  if (valueOf(world, mine.key) > 0) {
    say(world, process, kind.words.wait, ...mine.words);
    add(world, mine.key, -1);
  } else if (poster && choose(4) > 0) {
    fallAsleep(world, { sleeper: process, watcher: poster.process, choose }, [
      kind.words.wait,
      ...mine.words,
    ]);
    say(world, poster.process, kind.words.post, ...poster.words);
    wakeUp(world, process, { name: kind.through(mine.key), from: poster.process });
  } else {
    say(world, process, kind.words.post, ...mine.words);
    add(world, mine.key, 1);
  }
}

const posix: readonly Operation[] = [
  {
    weight: 2,
    fits: (world, { process }) => processOf(world, process).semaphores.size < names.length,
    does: (world, { process }, choose) => {
      const name = names[choose(names.length)] ?? names[0];
      const { semaphores } = processOf(world, process);
      if (semaphores.has(name)) return;
      const mapped = {
        object: `semaphore ${name}`,
        page: 0,
        offset: 0,
        pages: semaphoreBytes / pageBytes,
      } as const;
      addPlace(world, process, { ...mapped, access: 'both' });
      say(world, process, 'semopen', name);
      semaphores.add(name);
    },
  },
  {
    weight: 1,
    fits: (world, { process }) => inMemory(world).some((one) => one.process === process),
    does: (world, { process }, choose) => {
      const own = inMemory(world).filter((one) => one.process === process && !world.semaphores.has(one.key));
      const mine = own[choose(own.length)];
      if (!mine) return;
      say(world, process, 'meminit', ...mine.words);
      world.semaphores.set(mine.key, 0);
    },
  },
  ...kinds.map((kind): Operation => ({
    weight: 3,
    fits: (world, { process }) => kind.reached(world).some((one) => one.process === process),
    does: (world, { process }, choose) => use(world, { process, kind, choose }),
  })),
];

/** Semaphores of System V, with names, and in shared memory. See semop(2), sem_overview(7). */
export const semaphoreOperations: readonly Operation[] = [...systemV, ...posix];
