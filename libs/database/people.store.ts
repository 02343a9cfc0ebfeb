import { Refusal } from '#libs/contracts/refusal';
import type { Database } from './database.js';
import { Prisma } from './generated/client.js';
import type { PersonRole } from './generated/client.js';
import { cutPage } from './page.js';
import type { Page, PageRequest } from './page.js';

/** Somebody with an account. `email` is in lower case. */
export interface Person {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  /** Null while somebody who was enrolled by others has chosen no password. */
  readonly passwordHash: string | null;
  readonly role: PersonRole;
  readonly createdAt: Date;
  /** When name and address were taken out, and nobody is behind it any more. */
  readonly erasedAt: Date | null;
}

export type NewPerson = Pick<Person, 'email' | 'name' | 'passwordHash' | 'role'>;

/** Two spellings of an address that differ by case are one person. */
const normalise = (email: string): string => email.trim().toLowerCase();

/** Keeps accounts. */
export class PeopleStore {
  constructor(private readonly database: Database) {}

  /** Throws the refusal `EMAIL_TAKEN` when somebody has this address. */
  async create(person: NewPerson): Promise<Person> {
    try {
      return await this.database.prisma.person.create({
        data: { ...person, email: normalise(person.email) },
      });
    } catch (error) {
      if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002') {
        throw new Refusal(
          'EMAIL_TAKEN',
          'There is an account with this email address already; if your instructor made it, ask them for an invitation.',
        );
      }
      throw error;
    }
  }

  find(id: string): Promise<Person | null> {
    return this.database.prisma.person.findUnique({ where: { id } });
  }

  findByEmail(email: string): Promise<Person | null> {
    return this.database.prisma.person.findUnique({ where: { email: normalise(email) } });
  }

  /** In no order; ids of nobody are left out. */
  findMany(ids: readonly string[]): Promise<Person[]> {
    return this.database.prisma.person.findMany({ where: { id: { in: [...ids] } } });
  }

  /** Newest first; with `text`, those whose name or address holds it. Erased ones are left out. */
  async list(text: string | null, page: PageRequest): Promise<Page<Person>> {
    // Prisma hands the text to ILIKE as it is.
    const literally = (text ?? '').replace(/[\\%_]/g, String.raw`\$&`);
    const contains = { contains: literally, mode: 'insensitive' } as const;
    const rows = await this.database.prisma.person.findMany({
      where: {
        erasedAt: null,
        ...(text === null ? {} : { OR: [{ name: contains }, { email: contains }] }),
        ...(page.after === null ? {} : { id: { lt: page.after } }),
      },
      orderBy: { id: 'desc' },
      take: page.first + 1,
    });
    return cutPage(rows, page.first);
  }

  /** Null when there is nobody with this id. Throws the refusal `CONFLICT` when there would be no admin left. */
  setRole(id: string, role: PersonRole): Promise<Person | null> {
    return this.database.prisma.$transaction(async (prisma) => {
      await prisma.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('admins', 0))`;
      const [changed] = await prisma.person.updateManyAndReturn({
        where: { id, erasedAt: null },
        data: { role },
      });
      if ((await prisma.person.count({ where: { role: 'admin' } })) > 0) return changed ?? null;
      throw new Refusal('CONFLICT', 'This is the last admin; make somebody else one first.');
    });
  }
}
