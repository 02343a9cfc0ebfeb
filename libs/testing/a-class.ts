import type { Database } from '#libs/database/database';
import { enrolClass, type Transaction } from './class/enrol-class.js';
import { handIn } from './class/hand-in.js';
import { randomness } from './class/randomness.js';

/** How large a generated class is. The same numbers give the same class, to the last id. */
export interface ClassShape {
  readonly people: number;
  readonly assignments: number;
  /** On average, of who tries; from 1 to twice as many less one. */
  readonly attempts: number;
  readonly seed: number;
  /** Set in turn; `<mechanism>/…`. */
  readonly exercises?: readonly string[];
}

/** Where the generated class is. */
export interface GeneratedClass {
  readonly courseId: string;
  readonly instructorId: string;
  /** In their order in the course. */
  readonly assignmentIds: readonly string[];
  /** In the order of their names. */
  readonly studentIds: readonly string[];
}

const mechanisms = [
  'pipe',
  'named-pipe',
  'file',
  'signal',
  'socket',
  'unix-domain-socket',
  'message-queue',
  'shared-memory',
  'message-passing',
  'memory-mapped-file',
];

/** Filling a class of ten thousand takes minutes. */
const fillMs = 20 * 60_000;

/** Assignments that are filled beside each other, each by a process of the server. */
const lanes = 2;

/**
 * Fills a database with a course whose students have handed in, all of it made inside PostgreSQL, for tests and the bench; never
 * where real people are: triggers and foreign keys are off while it runs, so the user of the database has to be a superuser.
 *
 * What the class is like: about 95 in 100 try the first assignment, and half a percent fewer each further one. Each exercise has
 * six checks, and for each check somebody needs a number of attempts until it passes, which it then does for good. Two in three see
 * it pass at the first attempt; of those who try, 72 in 100 never close the write end (the check of hygiene), 18 in 100 never call
 * an interrupted call again (robustness) and 6 in 100 never get end-of-file to the child (behaviour). Who fails a check fails it
 * in one of four shapes of wrong run. One person in twenty-five has a hand-in that was not graded, by our fault.
 */
export async function fillClass(database: Database, shape: ClassShape): Promise<GeneratedClass> {
  const exercises = shape.exercises ?? mechanisms.map((mechanism) => `${mechanism}/01-generated`);
  const made = await filling(database, shape, (prisma) => enrolClass(prisma, { ...shape, exercises }));
  const { courseId, assignmentIds } = made;
  const places = assignmentIds.map((assignmentId, place) => ({ ...shape, courseId, assignmentId, place }));
  await Promise.all(
    Array.from({ length: lanes }, (_, lane) =>
      filling(database, shape, async (prisma) => {
        for (const one of places.filter(({ place }) => place % lanes === lane)) await handIn(prisma, one);
      }),
    ),
  );
  await filling(database, shape, (prisma) => prisma.$executeRaw`SELECT "rebuild_results"(${courseId})`);
  return made;
}

/** Does a part of the filling in one transaction, with triggers off and randomness at hand. */
function filling<T>(
  { prisma: client }: Database,
  { seed }: ClassShape,
  work: (prisma: Transaction) => Promise<T>,
): Promise<T> {
  return client.$transaction(
    async (prisma) => {
      await prisma.$executeRaw`SET LOCAL session_replication_role = replica`;
      await prisma.$executeRaw`SET LOCAL synchronous_commit = off`;
      for (const statement of randomness(seed)) await prisma.$executeRawUnsafe(statement);
      return work(prisma);
    },
    { timeout: fillMs, maxWait: fillMs },
  );
}
