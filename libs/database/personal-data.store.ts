import { Refusal } from '#libs/contracts/refusal';
import type { Database } from './database.js';
import { erasePerson, type Erased } from './personal-data/erase.js';
import { exportPerson, type PersonExport } from './personal-data/export.js';
import { keptOfAPerson } from './personal-data/kept-of-a-person.js';

/** The tables that are told, in their order. */
export const keptTables: readonly string[] = keptOfAPerson.map(({ table }) => table);

/** What an erasure did. */
export type ErasedRows = Erased;

/** Somebody with years of work is erased within this time. */
const eraseMs = 120_000;

/** Gives people what is kept about them, and forgets them. */
export class PersonalDataStore {
  constructor(private readonly database: Database) {}

  /** One JSON text in pieces, which may be hundreds of megabytes together. */
  export(asked: PersonExport): AsyncGenerator<string> {
    return exportPerson(this.database, asked);
  }

  /** What they were set and handed in for, alone or in a group. */
  async assignmentIdsOf(personId: string): Promise<string[]> {
    const rows = await this.database.prisma.submission.findMany({
      where: { personId, assignmentId: { not: null } },
      distinct: ['assignmentId'],
      select: { assignmentId: true },
    });
    const scores = await this.database.prisma.score.findMany({
      where: { personId },
      select: { assignmentId: true },
    });
    return [...new Set([...rows, ...scores].map((row) => row.assignmentId ?? ''))];
  }

  /** All of it or nothing. Throws the refusal `CONFLICT` for the last admin, without whom nobody could make another. */
  erase(personId: string, now: Date): Promise<ErasedRows> {
    return this.database.prisma.$transaction(
      async (prisma) => {
        await prisma.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('admins', 0))`;
        const others = await prisma.person.count({ where: { role: 'admin', id: { not: personId } } });
        if (others === 0)
          throw new Refusal('CONFLICT', 'This is the last admin; make somebody else one first.');
        return erasePerson(prisma, personId, now);
      },
      { timeout: eraseMs },
    );
  }
}
