import { Prisma } from '../generated/client.js';

/** Two that keep meeting are told apart by chance: the third time is rare, the fifth a fault of ours. */
const triesMax = 5;

/**
 * Does a whole transaction again when PostgreSQL ended it because two waited for each other (SQLSTATE 40P01). What triggers keep beside scores,
 * such as totals of a course, is shared by assignments, so two reports of one group at two assignments can meet.
 */
export async function againAfterDeadlock<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (tries >= triesMax || !isDeadlock(error)) throw error;
    }
  }
}

/** Prisma calls it P2034, and of SQL that we wrote P2010 with the server's own code inside. */
function isDeadlock(error: unknown): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false;
  return error.code === 'P2034' || (error.code === 'P2010' && JSON.stringify(error.meta).includes('40P01'));
}
