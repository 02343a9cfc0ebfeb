import type { Flow, History } from '#libs/trace/history';
import type { CaseRun } from '../../runs/case-run.js';
import { fillToken } from '../../runs/seeded-data.js';
import { historyOf, programOf } from '../seen-history.js';

/** What went through the queue of a pool: from the parent, and to whom else. */
export interface PoolQueue {
  readonly history: History;
  readonly name: string;
  readonly parent: string;
  /** Messages that another process than the parent took, in the order in which they were received. */
  readonly taken: readonly Flow[];
}

/** The POSIX queue of a traced run that is called `queue`, where `{{token}}` is filled in. */
export function poolQueueOf(seen: CaseRun, queue: string): PoolQueue {
  const history = historyOf(seen);
  const name = fillToken(queue, seen.token);
  const parent = programOf(seen).id;
  const objects = new Set(
    history.objects.filter((one) => one.kind === 'posix-mq' && one.name === name).map((one) => one.id),
  );
  const taken = history.transfers.filter(
    (flow) => flow.kind === 'data' && objects.has(flow.through) && flow.to !== null && flow.to !== parent,
  );
  return {
    history,
    name,
    parent,
    taken: taken.toSorted((a, b) => (a.receivedMs ?? 0) - (b.receivedMs ?? 0)),
  };
}

/**
 * For each number the message that was its job: the first one sent that holds it. A pill may still hold the number of an earlier job,
 * when its sender used the same memory again.
 */
export function jobMessages(pool: PoolQueue, numbers: readonly number[]): ReadonlyMap<number, Flow> {
  const sent = pool.taken.toSorted((a, b) => a.sentMs - b.sentMs);
  return new Map(
    numbers.flatMap((number) => {
      const job = sent.find((flow) => holdsNumber(flow.head, number));
      return job ? [[number, job] as const] : [];
    }),
  );
}

/** Whether bytes hold a number: in decimal, as an integer of 8 bytes or as a double, as this machine has them in memory. */
export function holdsNumber(bytes: Uint8Array, number: number): boolean {
  const all = Buffer.from(bytes);
  const integer = Buffer.alloc(8);
  integer.writeBigInt64LE(BigInt(number));
  const double = Buffer.alloc(8);
  double.writeDoubleLE(number);
  return (
    new RegExp(`(?<![0-9])${number}(?![0-9])`).test(all.toString('latin1')) ||
    all.includes(integer) ||
    all.includes(double)
  );
}
