import { Refusal } from '#libs/contracts/refusal';
import { violates } from './constraint.js';
import type { Database } from './database.js';
import type { Term as TermRow } from './generated/client.js';

/** A term as kept; both days are midnight UTC of a day that is within. */
export type Term = Readonly<TermRow>;

/** A part of the year; both days are midnight UTC of a day that is within. */
export type NewTerm = Pick<Term, 'name' | 'startsOn' | 'endsOn'>;

/** Keeps the terms, which do not overlap. */
export class TermsStore {
  constructor(private readonly database: Database) {}

  /** Throws the refusal `CONFLICT`, which names the other term, when the name is taken or the days overlap. */
  create(term: NewTerm): Promise<Term> {
    return this.#tellingConflicts(term, null, () => this.database.prisma.term.create({ data: term }));
  }

  /** Throws the refusal `CONFLICT` also when the term is no longer as it was at `revision`. */
  async update(id: string, revision: number, term: NewTerm): Promise<Term> {
    const rows = await this.#tellingConflicts(term, id, () =>
      this.database.prisma.term.updateManyAndReturn({
        where: { id, revision },
        data: { ...term, revision: { increment: 1 } },
      }),
    );
    const [row] = rows;
    if (row !== undefined) return row;
    const now = await this.find(id);
    throw now === null
      ? new Refusal('NOT_FOUND', 'There is no term with this id.')
      : new Refusal('CONFLICT', `Somebody changed this term meanwhile: it is ${inWords(now)} now.`);
  }

  /** False when there is no such term; throws the refusal `CONFLICT` while it has courses. */
  async remove(id: string): Promise<boolean> {
    const courses = await this.database.prisma.course.count({ where: { termId: id } });
    if (courses > 0) {
      throw new Refusal('CONFLICT', `This term has ${courses} courses; only an empty one is removed.`);
    }
    const { count } = await this.database.prisma.term.deleteMany({ where: { id } });
    return count === 1;
  }

  find(id: string): Promise<Term | null> {
    return this.database.prisma.term.findUnique({ where: { id } });
  }

  /** In no order; ids of none are left out. */
  findMany(ids: readonly string[]): Promise<Term[]> {
    return this.database.prisma.term.findMany({ where: { id: { in: [...ids] } } });
  }

  /** The latest first; there are a few a year. */
  list(limit: number): Promise<Term[]> {
    return this.database.prisma.term.findMany({ orderBy: { startsOn: 'desc' }, take: limit });
  }

  async #tellingConflicts<T>(term: NewTerm, id: string | null, write: () => Promise<T>): Promise<T> {
    try {
      return await write();
    } catch (error) {
      if (!violates(error, 'Term_no_overlap') && !violates(error, 'Term_name_key')) throw error;
      throw (await this.#conflictOf(term, id)) ?? error;
    }
  }

  async #conflictOf(term: NewTerm, id: string | null): Promise<Refusal | null> {
    const other = await this.database.prisma.term.findFirst({
      where: {
        ...(id === null ? {} : { id: { not: id } }),
        OR: [{ name: term.name }, { startsOn: { lte: term.endsOn }, endsOn: { gte: term.startsOn } }],
      },
      orderBy: { startsOn: 'asc' },
    });
    if (other === null) return null;
    const says =
      other.name === term.name
        ? `There is a term of this name already: ${inWords(other)}.`
        : `These days overlap with the term ${inWords(other)}.`;
    return new Refusal('CONFLICT', says);
  }
}

function inWords(term: NewTerm): string {
  return `“${term.name}”, ${day(term.startsOn)} to ${day(term.endsOn)}`;
}

function day(date: Date): string {
  return date.toISOString().slice(0, 10);
}
