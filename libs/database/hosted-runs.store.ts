import { HostedRequest, HostedResult } from '#libs/contracts/hosted-run';
import { Refusal } from '#libs/contracts/refusal';
import { createOnce } from './create-once.js';
import type { Database } from './database.js';
import type { HostedRun as Row } from './generated/client.js';
import { StatesStore } from './states.store.js';
import { storable } from './storable.js';

/** An ungraded run as kept; `result` is there once its state is GRADED, which here means done. */
export interface HostedRun extends Omit<Row, 'request' | 'result' | 'touchedAt' | 'jobeKeyId'> {
  readonly request: HostedRequest;
  readonly result: HostedResult | null;
}

/** Keeps runs of the hosted sandbox. */
export class HostedRunsStore {
  /** Moves runs from state to state. */
  readonly states: StatesStore;

  constructor(private readonly database: Database) {
    this.states = new StatesStore(database, 'HostedRun');
  }

  /** Throws the refusal `TOO_MANY_WAITING` when `maxWaiting` of this person wait. */
  async create(personId: string, request: HostedRequest, maxWaiting: number): Promise<HostedRun> {
    const { row } = await createOnce<Row>(this.database, personId, {
      find: () => Promise.resolve(null),
      create: async (prisma) => {
        const waiting = await prisma.hostedRun.count({
          where: { personId, state: 'QUEUED', jobeKeyId: null },
        });
        const says = `${waiting} of your runs are waiting. Wait for one of them, or cancel one.`;
        if (waiting >= maxWaiting) throw new Refusal('TOO_MANY_WAITING', says);
        return prisma.hostedRun.create({ data: { personId, request, priority: waiting + 1 } });
      },
    });
    return parse(row);
  }

  /** Runs of many programs only; those of a single one are in `jobe-runs.store.ts`. */
  async find(id: string): Promise<HostedRun | null> {
    const row = await this.database.prisma.hostedRun.findUnique({ where: { id, jobeKeyId: null } });
    return row === null ? null : parse(row);
  }

  /** False, and no change, when the run had ended before. */
  record(id: string, result: HostedResult): Promise<boolean> {
    return this.database.prisma.$transaction(async (prisma) => {
      const count = await this.states.end(prisma, id, 'GRADED');
      if (count === 0) return false;
      await prisma.hostedRun.update({ where: { id }, data: { result: storable(result) } });
      return true;
    });
  }
}

function parse(row: Row): HostedRun {
  const { touchedAt: _touchedAt, jobeKeyId: _jobeKeyId, ...rest } = row;
  return {
    ...rest,
    request: HostedRequest.parse(row.request),
    result: row.result === null ? null : HostedResult.parse(row.result),
  };
}
