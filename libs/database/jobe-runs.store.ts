import { Refusal } from '#libs/contracts/refusal';
import type { SubmissionState } from '#libs/contracts/progress';
import { SingleRequest, SingleResult } from '#libs/contracts/single-run';
import { createOnce } from './create-once.js';
import type { Database } from './database.js';
import type { HostedRun as Row } from './generated/client.js';
import type { Key } from './jobe-keys.store.js';
import { StatesStore } from './states.store.js';
import { storable } from './storable.js';

/** A run of a single program; `result` is there once its state is GRADED, which here means done. */
export interface JobeRun {
  readonly id: string;
  readonly keyId: string;
  readonly state: SubmissionState;
  readonly priority: number;
  readonly failure: string | null;
  readonly request: SingleRequest;
  readonly result: SingleResult | null;
}

/** Keeps runs that came over Jobe's REST API. They are rows of the hosted sandbox, so that graders find both in one line. */
export class JobeRunsStore {
  private readonly states: StatesStore;

  constructor(private readonly database: Database) {
    this.states = new StatesStore(database, 'HostedRun');
  }

  /** Throws the refusal `TOO_MANY_WAITING` when `runsAtOnce` of this key have no end yet. */
  async create(key: Pick<Key, 'id' | 'ownerId' | 'runsAtOnce'>, request: SingleRequest): Promise<JobeRun> {
    const { row } = await createOnce<Row>(this.database, key.id, {
      find: () => Promise.resolve(null),
      create: async (prisma) => {
        const open = await prisma.hostedRun.count({ where: { jobeKeyId: key.id, endedAt: null } });
        if (open >= key.runsAtOnce)
          throw new Refusal(
            'TOO_MANY_WAITING',
            `${open} runs of this key are under way, and none may be added.`,
          );
        return prisma.hostedRun.create({
          data: { personId: key.ownerId, jobeKeyId: key.id, request, priority: open + 1 },
        });
      },
    });
    return parse(row);
  }

  /** Null also for a run of many programs. */
  async find(id: string): Promise<JobeRun | null> {
    const row = await this.database.prisma.hostedRun.findUnique({ where: { id, jobeKeyId: { not: null } } });
    return row === null ? null : parse(row);
  }

  /** False, and no change, when the run had ended before. */
  record(id: string, result: SingleResult): Promise<boolean> {
    return this.database.prisma.$transaction(async (prisma) => {
      const count = await this.states.end(prisma, id, 'GRADED');
      if (count === 0) return false;
      await prisma.hostedRun.update({ where: { id }, data: { result: storable(result) } });
      return true;
    });
  }

  /** False when it had ended already. */
  cancel(id: string): Promise<boolean> {
    return this.states.cancel(id);
  }

  /** Forgets runs that ended before then, and says how many: whoever asked has the answer. */
  async removeEnded(before: Date): Promise<number> {
    const { count } = await this.database.prisma.hostedRun.deleteMany({
      where: { jobeKeyId: { not: null }, endedAt: { lt: before } },
    });
    return count;
  }
}

function parse(row: Row): JobeRun {
  const { id, jobeKeyId, state, priority, failure, request, result } = row;
  if (jobeKeyId === null) throw new Error(`The run ${id} has no key.`);
  return {
    id,
    keyId: jobeKeyId,
    state,
    priority,
    failure,
    request: SingleRequest.parse(request),
    result: result === null ? null : SingleResult.parse(result),
  };
}
