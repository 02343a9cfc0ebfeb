import type { Database } from './database.js';
import type { Prisma } from './generated/client.js';

/** The two halves of adding a row at most once. */
export interface Once<T> {
  readonly find: (prisma: Prisma.TransactionClient) => Promise<T | null>;
  readonly create: (prisma: Prisma.TransactionClient) => Promise<T>;
}

/** Finds or creates in one transaction, while nobody else does the same for this person. */
export function createOnce<T>(
  database: Database,
  personId: string,
  once: Once<T>,
): Promise<{ row: T; created: boolean }> {
  return database.prisma.$transaction(async (prisma) => {
    await prisma.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${personId}, 0))`;
    const found = await once.find(prisma);
    if (found !== null) return { row: found, created: false };
    return { row: await once.create(prisma), created: true };
  });
}
