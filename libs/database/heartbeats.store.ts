import type { Database } from './database.js';
import type { GraderHeartbeat } from './generated/client.js';

/** A grader as it last showed itself. `selfTestAt` is null until its first self-test of the sandbox. */
export type Heartbeat = GraderHeartbeat;

/** Keeps which graders live, for `/health/ready`. */
export class HeartbeatsStore {
  constructor(private readonly database: Database) {}

  async beat(heartbeat: Heartbeat): Promise<void> {
    const { id, ...rest } = heartbeat;
    await this.database.prisma.graderHeartbeat.upsert({ where: { id }, create: heartbeat, update: rest });
  }

  /** Those that showed themselves at or after `since`, the latest first. */
  findSince(since: Date): Promise<Heartbeat[]> {
    return this.database.prisma.graderHeartbeat.findMany({
      where: { beatAt: { gte: since } },
      orderBy: { beatAt: 'desc' },
    });
  }

  /** Forgets a grader that stops, and those silent since `before`. */
  async remove(id: string, before: Date): Promise<void> {
    await this.database.prisma.graderHeartbeat.deleteMany({
      where: { OR: [{ id }, { beatAt: { lt: before } }] },
    });
  }
}
