import type { Trace } from '#libs/contracts/trace';
import { anObject } from './a-telling-trace.js';
import { aProcess, aTrace, aTransfer } from './a-trace.js';

/** So many workers, each with a pipe from the first process; the last one may end otherwise. */
export function aCrowdedTrace(count: number, lastExit: Trace['processes'][number]['exit']): Trace {
  const numbers = Array.from({ length: count - 1 }, (_, index) => index + 2);
  return aTrace({
    processes: [
      aProcess({ command: ['./parent'], endMs: count * 3, exit: { code: 0 } }),
      ...numbers.map((at) =>
        aProcess({
          id: `p${at}`,
          pid: at + 1,
          parent: 'p1',
          command: ['./worker', String(at)],
          startMs: at,
          endMs: at + count * 2,
          exit: at === count ? lastExit : { code: 0 },
        }),
      ),
    ],
    objects: numbers.map((at) => anObject({ id: `o${at}`, mechanism: 'pipe', name: `pipe ${at - 1}` })),
    transfers: numbers.map((at) =>
      aTransfer({
        to: `p${at}`,
        through: `o${at}`,
        sentMs: count + at,
        receivedMs: count + at + 0.5,
        bytes: 20,
        text: 'job',
      }),
    ),
  });
}

/** So many siblings in a ring, each of which sends to the next one. */
export function aRingTrace(count: number): Trace {
  const crowd = aCrowdedTrace(count, { code: 0 });
  return {
    ...crowd,
    transfers: crowd.transfers.map((transfer, index) => ({
      ...transfer,
      from: `p${index + 1}`,
      sentMs: count + index,
      receivedMs: count + index + 0.5,
    })),
  };
}
