import { heldEnds, type PendingSignal, type World } from '../model.js';
import { addSlot, processOf, say, type Operation, type Place } from './streams.js';

const pendingMax = 8;
const names = ['SIGUSR2', 'SIGRTMIN+1', 'SIGRTMIN+2'] as const;

export const nameOfRank = (rank: number): string => names[rank] ?? '';

/** Takes the next signal of a rank: a real-time one alone, a standard one for all that were sent meanwhile. See signal(7). */
function take(world: World, process: number, rank: number): PendingSignal | undefined {
  const { pending } = processOf(world, process);
  const alike = pending.filter((one) => one.rank === rank);
  const [first] = alike;
  if (!first) return undefined;
  const taken = rank === 0 ? alike.filter((one) => one.from === first.from) : [first];
  for (const one of taken) pending.splice(pending.indexOf(one), 1);
  // What others sent meanwhile has come to nothing.
  const absorbed = pending.filter((one) => rank === 0 && one.rank === 0);
  for (const one of absorbed) pending.splice(pending.indexOf(one), 1);
  world.lost.push(...absorbed.map((signal) => ({ to: process, signal })));
  world.expected.push({
    kind: 'signal',
    through: nameOfRank(rank),
    from: first.from,
    to: process,
    text: '',
    sends: taken.length,
    value: first.value,
  });
  return first;
}

/** What was sent and never came: standard signals are counted by who sent them to whom. */
export function tellLost(world: World): void {
  const lost = [
    ...world.lost,
    ...world.processes.flatMap(({ pending }, to) => pending.map((signal) => ({ to, signal }))),
  ];
  const standard = lost.filter(({ signal }) => signal.rank === 0);
  const ways = new Set(standard.map(({ to, signal }) => `${signal.from} ${to}`));
  const base = { kind: 'signal', to: null, text: '' } as const;
  for (const way of ways) {
    const alike = standard.filter(({ to, signal }) => `${signal.from} ${to}` === way);
    const from = alike[0]?.signal.from ?? 0;
    world.expected.push({ ...base, through: nameOfRank(0), from, sends: alike.length, value: null });
  }
  for (const { signal } of lost.filter((one) => one.signal.rank > 0))
    world.expected.push({
      ...base,
      through: nameOfRank(signal.rank),
      from: signal.from,
      value: signal.value,
    });
}

const hasPending = (world: World, { process }: Place): boolean =>
  processOf(world, process).pending.length > 0;

/** Signals that are blocked until they are asked for. */
export const signalOperations: readonly Operation[] = [
  {
    weight: 5,
    fits: () => true,
    does: (world, { process }, choose) => {
      const alive = world.processes.flatMap((one, index) => (one.isAlive ? [index] : []));
      const to = alive[choose(alive.length)] ?? process;
      const { pending } = processOf(world, to);
      const rank = choose(names.length);
      if (pending.length >= pendingMax) return;
      const value = rank === 0 ? null : world.nextMessage++;
      if (value === null) say(world, process, 'sigsend', to);
      else say(world, process, 'sigqueue', to, rank, value);
      pending.push({ rank, from: process, value });
    },
  },
  {
    weight: 4,
    fits: hasPending,
    does: (world, { process }, choose) => {
      const { pending } = processOf(world, process);
      const rank = pending[choose(pending.length)]?.rank ?? 0;
      const first = take(world, process, rank);
      say(world, process, 'sigtake', rank, first?.value ?? 0);
    },
  },
  {
    weight: 1,
    fits: (world) => new Set(heldEnds(world)).size < 8,
    does: (world, { process }) => {
      const end = { does: 'signals', name: '', reads: null, writes: null } as const;
      say(world, process, 'signalfd', addSlot(world, process, end));
    },
  },
  {
    weight: 6,
    fits: (world, place) => place.end.does === 'signals' && hasPending(world, place),
    does: (world, { process, slot }) => {
      // Of several that wait, the one with the lowest number comes first.
      const rank = Math.min(...processOf(world, process).pending.map((one) => one.rank));
      take(world, process, rank);
      say(world, process, 'sigread', slot, rank);
    },
  },
];
