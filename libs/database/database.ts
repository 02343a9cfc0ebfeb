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
    const adapter = new PrismaPg(
      {
        connectionString: options.url,
        max: options.connections,
        connectionTimeoutMillis: connectMs,
        idleTimeoutMillis: idleMs,
      },
      { statementNameGenerator: nameStatements() },
    );
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

/** Statements of one process that the server keeps prepared; those beyond, such as lists of many lengths, are prepared each time. */
const statementsMax = 200;

/** Names each statement by its text, so that the server parses it once a connection. */
function nameStatements(): (query: { readonly sql: string }) => string {
  const names = new Map<string, string>();
  return ({ sql }) => {
    const known = names.get(sql);
    if (known !== undefined) return known;
    if (names.size >= statementsMax) return '';
    const name = `ipclab_${names.size}`;
    names.set(sql, name);
    return name;
  };
}
