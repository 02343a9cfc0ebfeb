import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from './generated/client.js';

export interface DatabaseOptions {
  /** `postgresql://user:password@host:port/database` */
  readonly url: string;
  /** Connections that may be open at once; a query beyond them waits. */
  readonly connections: number;
}

/** A query that gets no connection within this time fails, and is somebody's 500 or a retried job. */
const connectMs = 10_000;

/** Connecting again costs a caller some 20 ms, so connections outlive the quiet minutes of a day. */
const idleMs = 30 * 60_000;

/** The pool that all stores of a process share; it connects with the first query. */
export class Database {
  readonly prisma: PrismaClient;

  constructor(options: DatabaseOptions) {
    const adapter = new PrismaPg({
      connectionString: options.url,
      max: options.connections,
      connectionTimeoutMillis: connectMs,
      idleTimeoutMillis: idleMs,
    });
    this.prisma = new PrismaClient({ adapter });
  }

  /** Asks the server for a number; rejects when it does not answer. */
  async ping(): Promise<void> {
    await this.prisma.$queryRaw`SELECT 1`;
  }

  async close(): Promise<void> {
    await this.prisma.$disconnect();
  }
}
