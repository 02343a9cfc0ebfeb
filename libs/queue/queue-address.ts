import { runMigrations } from 'bullmq';
import { Client } from 'pg';

/** Where the queue lives: on the Redis or Valkey of `queueUrl` (`redis://…` or `rediss://…`), else on the database itself. */
export interface QueueAddress {
  readonly databaseUrl: string;
  readonly queueUrl: string | null;
}

/** The PostgreSQL schema that BullMQ has for itself. */
export const queueSchema = 'bullmq';

/** Connections of one queue or worker on PostgreSQL; BullMQ adds one that listens. */
const poolSize = 4;
const connectMs = 5_000;
/** Connecting again costs a caller some 20 ms, so connections outlive the quiet minutes of a day. */
const idleMs = 30 * 60_000;

/** How BullMQ reaches PostgreSQL. */
export function postgresConnection(address: QueueAddress) {
  const { databaseUrl: connectionString } = address;
  return {
    connectionString,
    schema: queueSchema,
    max: poolSize,
    connectionTimeoutMillis: connectMs,
    idleTimeoutMillis: idleMs,
  };
}

/** Brings BullMQ's tables up to date where it lives on PostgreSQL. Safe from several processes at once: it locks. */
export async function prepareQueue(address: QueueAddress): Promise<void> {
  if (address.queueUrl !== null) return;
  const client = new Client({ connectionString: address.databaseUrl, connectionTimeoutMillis: connectMs });
  await client.connect();
  try {
    await runMigrations(client, queueSchema);
  } finally {
    await client.end();
  }
}
