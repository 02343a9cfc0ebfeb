import { Refusal } from '#libs/contracts/refusal';
import type { Database } from './database.js';
import { Prisma } from './generated/client.js';
import type { PersonRole } from './generated/client.js';

/** Somebody with an account. `email` is in lower case. */
export interface Person {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly passwordHash: string;
  readonly role: PersonRole;
  readonly createdAt: Date;
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
        throw new Refusal('EMAIL_TAKEN', 'There is an account with this email address already.');
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
}
