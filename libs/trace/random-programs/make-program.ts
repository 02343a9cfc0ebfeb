import { newWorld, type Expected, type World } from './model.js';
import { fileOperations } from './operations/files.js';
import { lifeOperations, programOperations } from './operations/lives.js';
import { lockOperations } from './operations/locks.js';
import { memoryOperations } from './operations/memory.js';
import { moreOperations } from './operations/more-objects.js';
import { moveOperations } from './operations/moves.js';
import { objectOperations } from './operations/objects.js';
import { forgetPlaces } from './operations/places.js';
import { semaphoreOperations } from './operations/semaphores.js';
import { signalOperations, tellLost } from './operations/signals.js';
import { sleeperOperations } from './operations/sleepers.js';
import { basicOperations, type Choose, type Operation, type Place } from './operations/streams.js';

/** A program and everything that will be seen of it. */
export interface RandomProgram {
  readonly script: string;
  readonly expected: readonly Expected[];
  /** What each process had in its memory, change by change. */
  readonly memory: World['memory'];
  /** How many programs each process has executed besides the first. */
  readonly execs: readonly number[];
}

const everyday: readonly Operation[] = [
  ...basicOperations,
  ...lifeOperations,
  ...objectOperations,
  ...fileOperations,
];

/** Each program has some of these and not others, so that it gets somewhere with them. */
const concerns: readonly (readonly Operation[])[] = [
  moreOperations,
  programOperations,
  lockOperations,
  memoryOperations,
  semaphoreOperations,
  signalOperations,
  moveOperations,
  sleeperOperations,
];

/** Lines that a second thread may do as well as the first. */
const anyThread =
  /^\d+ (?:e?write|e?read[!&]?|p(?:read|write)|f(?:read|write)|mq\w+|msg\w+|sendto|passfd|takefd|pipe|socketpair|dup2?|close|(?:un|try)?lock&?|map|unmap|attach|detach|semop&?|sem(?:post|wait)&?|mem(?:post|wait)&?|sigqueue|sigtake&?|splice|sendfile|exec|spawn)(?=\^? |$)/;

/** Lines whose new descriptors may be asked for as close-on-exec. */
const closing =
  /^\d+ (?:pipe|socketpair|eventfd|fifo|file|append|udp|listen|connect|accept|dup|memfd|sheet|signalfd|takefd)(?= |$)/;

/** Turns a list of numbers, whatever they are, into a program whose every step can be taken, and into what is true of it. */
export function makeProgram(numbers: readonly number[]): RandomProgram {
  const world = newWorld();
  let at = 0;
  // Numbers that ran out count as 0, so that a shorter list is a simpler program.
  const choose: Choose = (below) => (below <= 0 ? 0 : (numbers[at++] ?? 0) % below);
  const chosen = choose(2 ** concerns.length);
  const operations = [...everyday, ...concerns.filter((_, bit) => (chosen >> bit) % 2 === 1).flat()];
  while (at < numbers.length) step(world, { operations, choose });
  for (const [channel, { from }] of world.passed)
    world.expected.push({ kind: 'data', through: channel.kind, from, to: null, text: '@' });
  for (const channel of new Set(channelsOf(world)))
    // What a counter holds has reached nobody, and is no message.
    for (const piece of channel.kind === 'eventfd' ? [] : channel.pieces)
      world.expected.push({
        kind: 'data',
        through: channel.kind,
        from: piece.from,
        to: null,
        text: piece.text,
      });
  tellLost(world);
  for (const [process, one] of world.processes.entries()) if (one.isAlive) forgetPlaces(world, process);
  return {
    script: world.lines.join(';'),
    expected: world.expected,
    memory: world.memory,
    execs: world.processes.map((_, process) => world.execs[process] ?? 0),
  };
}

function step(
  world: World,
  { operations, choose }: { operations: readonly Operation[]; choose: Choose },
): void {
  const alive = world.processes.flatMap((process, index) => (process.isAlive ? [index] : []));
  const process = alive[choose(alive.length)] ?? 0;
  const slots = [...(world.processes[process]?.slots ?? [])];
  const nowhere: Place = { process, slot: 0, end: { reads: null, writes: null, does: 'none', name: '' } };
  const place = slots.map(([slot, end]): Place => ({ process, slot, end }))[choose(slots.length)] ?? nowhere;
  const possible = operations.filter((operation) => operation.fits(world, place));
  const weighted = possible.flatMap((operation) => Array.from({ length: operation.weight }, () => operation));
  const [begin, fresh] = [world.lines.length, world.nextSlot];
  weighted[choose(weighted.length)]?.does(world, place, choose);
  // Some descriptors are born close-on-exec.
  const line = world.lines[begin];
  if (line !== undefined && closing.test(line) && choose(4) === 3) {
    world.lines[begin] = line.replace(closing, (words) => `${words}^`);
    for (let slot = fresh; slot < world.nextSlot; slot++) world.processes[process]?.closeOnExec.add(slot);
  }
  for (const [at, line] of world.lines.entries())
    if (at >= begin && choose(16) === 15) world.lines[at] = line.replace(anyThread, (words) => `${words}@`);
}

function* channelsOf(world: World) {
  for (const end of world.ends) {
    if (end.reads) yield end.reads;
    if (end.writes) yield end.writes;
  }
  yield* world.systemV;
}
