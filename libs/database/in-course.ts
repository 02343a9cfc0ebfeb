import type { Database } from './database.js';
import type { Prisma } from './generated/client.js';

/** A roster of thousands is written within this time. */
const courseWorkMs = 60_000;

/** For a connection of the pool to be free. */
const connectionMs = 10_000;

/** Does work on who is in a course in one transaction, while nobody else does the same for this course. */
export function inCourse<T>(
  database: Database,
  courseId: string,
  work: (prisma: Prisma.TransactionClient) => Promise<T>,
): Promise<T> {
  return database.prisma.$transaction(
    async (prisma) => {
      await prisma.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`course ${courseId}`}, 0))`;
      return work(prisma);
    },
    { timeout: courseWorkMs, maxWait: connectionMs },
  );
}
