import { newWorld, type Expected, type World } from './model.js';
import { moreOperations } from './more-objects.js';
import { objectOperations } from './objects.js';
import { basicOperations, type Choose, type Operation, type Place } from './operations.js';

/** A program and everything that will be seen of it. */
export interface RandomProgram {
  readonly script: string;
  readonly expected: readonly Expected[];
}

const operations: readonly Operation[] = [...basicOperations, ...objectOperations, ...moreOperations];

/** Turns a list of numbers, whatever they are, into a program whose every step can be taken, and into what is true of it. */
export function makeProgram(numbers: readonly number[]): RandomProgram {
  const world = newWorld();
  let at = 0;
  // Numbers that ran out count as 0, so that a shorter list is a simpler program.
  const choose: Choose = (below) => (below <= 0 ? 0 : (numbers[at++] ?? 0) % below);
  while (at < numbers.length) step(world, choose);
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
  return { script: world.lines.join(';'), expected: world.expected };
}

function step(world: World, choose: Choose): void {
  const alive = world.processes.flatMap((process, index) => (process.isAlive ? [index] : []));
  const process = alive[choose(alive.length)] ?? 0;
  const slots = [...(world.processes[process]?.slots ?? [])];
  const nowhere: Place = { process, slot: 0, end: { reads: null, writes: null, does: 'none', name: '' } };
  const place = slots.map(([slot, end]): Place => ({ process, slot, end }))[choose(slots.length)] ?? nowhere;
  const possible = operations.filter((operation) => operation.fits(world, place));
  const weighted = possible.flatMap((operation) => Array.from({ length: operation.weight }, () => operation));
  weighted[choose(weighted.length)]?.does(world, place, choose);
}

function* channelsOf(world: World) {
  for (const end of world.ends) {
    if (end.reads) yield end.reads;
    if (end.writes) yield end.writes;
  }
  yield* world.systemV;
}
