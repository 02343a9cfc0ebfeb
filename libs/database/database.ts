import { PrismaPg } from '@prisma/adapter-pg';
import { Pool } from 'pg';
import { PrismaClient, type Prisma } from './generated/client.js';

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

/**
 * How long a transaction waits for a connection, and may last: of two for the same person or score one waits for the other, and a loaded
 * machine is slow. Prisma's own 2 and 5 seconds refuse work that would have been done.
 */
const transactionLimits = { maxWait: connectMs, timeout: 30_000 } as const;

/** The pool that all stores of a process share; it connects with the first query. */
export class Database {
  readonly prisma: PrismaClient;
  readonly #pool: Pool;
  readonly #nameOf = nameStatements();

  constructor(options: DatabaseOptions) {
    this.#pool = new Pool({
      connectionString: options.url,
      max: options.connections,
      connectionTimeoutMillis: connectMs,
      idleTimeoutMillis: idleMs,
    });
    // A connection that breaks while nobody uses it is thrown away by the pool, and nobody has to know.
    this.#pool.on('error', () => {});
    const adapter = new PrismaPg(this.#pool, { statementNameGenerator: this.#nameOf });
    this.prisma = new PrismaClient({ adapter, transactionOptions: transactionLimits });
  }

  /**
   * Gives the rows of a statement that reads many, past Prisma, which looks at every value several times: a page of a gradebook has thousands.
   * Values are as `pg` reads them: a timestamp is a Date, a bigint or numeric is text.
   */
  async rows<Row extends object>({ text, values }: Prisma.Sql): Promise<Row[]> {
    const name = this.#nameOf({ sql: text });
    const { rows } = await this.#pool.query<Row>({ name, text, values });
    return rows;
  }

  /** Asks the server for a number; rejects when it does not answer. */
  async ping(): Promise<void> {
    await this.prisma.$queryRaw`SELECT 1`;
  }

  async close(): Promise<void> {
    await this.prisma.$disconnect();
    if (!this.#pool.ending) await this.#pool.end();
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
