import { z } from 'zod';
import type { Database } from './database.js';
import type { GraderHeartbeat } from './generated/client.js';

const Languages = z.record(z.string(), z.string());

/**
 * A grader as it last showed itself. `selfTestAt` is null until its first self-test of the sandbox; `languages` has the version of
 * each language's tools by its id.
 */
export interface Heartbeat extends Omit<GraderHeartbeat, 'languages'> {
  readonly languages: Readonly<Record<string, string>>;
}

/** Keeps which graders live, for `/health/ready`. */
export class HeartbeatsStore {
  constructor(private readonly database: Database) {}

  async beat(heartbeat: Heartbeat): Promise<void> {
    const { id, ...rest } = heartbeat;
    await this.database.prisma.graderHeartbeat.upsert({ where: { id }, create: heartbeat, update: rest });
  }

  /** Those that showed themselves at or after `since`, the latest first. */
  async findSince(since: Date): Promise<Heartbeat[]> {
    const rows = await this.database.prisma.graderHeartbeat.findMany({
      where: { beatAt: { gte: since } },
      orderBy: { beatAt: 'desc' },
    });
    return rows.map((row) => ({ ...row, languages: Languages.parse(row.languages) }));
  }

  /** Forgets a grader that stops, and those silent since `before`. */
  async remove(id: string, before: Date): Promise<void> {
    await this.database.prisma.graderHeartbeat.deleteMany({
      where: { OR: [{ id }, { beatAt: { lt: before } }] },
    });
  }
}
