import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Refusal } from '#libs/contracts/refusal';
import type { Person } from '#libs/database/people.store';
import { TermsStore } from '#libs/database/terms.store';
import { isId, oneLine } from '../one-line.js';
import type { TermModel } from './term.model.js';

/** Terms that are listed: thirty years of three a year. */
const termsMax = 100;

const Day = z.iso.date('a day is written as 2026-09-14').transform((text) => new Date(`${text}T00:00:00Z`));
const Details = z
  .object({ name: oneLine(100), startsOn: Day, endsOn: Day })
  .refine(({ startsOn, endsOn }) => startsOn <= endsOn, 'a term ends on its first day or later');

/** Makes and changes terms, which is for admins; everybody sees them. */
@Injectable()
export class TermsService {
  constructor(@Inject(TermsStore) private readonly terms: TermsStore) {}

  async list(): Promise<TermModel[]> {
    return (await this.terms.list(termsMax)).map(showTerm);
  }

  /** Ends in `CONFLICT`, which names the other term, when the days overlap or the name is taken. */
  async create(person: Person, input: unknown): Promise<TermModel> {
    demandAdmin(person);
    return showTerm(await this.terms.create(Details.parse(input)));
  }

  /** Ends in `CONFLICT` also when somebody edited the term meanwhile. */
  async edit(person: Person, which: { id: string; revision: number }, input: unknown): Promise<TermModel> {
    demandAdmin(person);
    if (!isId(which.id)) throw noTerm();
    return showTerm(await this.terms.update(which.id, which.revision, Details.parse(input)));
  }

  /** Ends in `CONFLICT` while the term has courses. */
  async remove(person: Person, id: string): Promise<void> {
    demandAdmin(person);
    if (!isId(id) || !(await this.terms.remove(id))) throw noTerm();
  }
}

/** Writes a term with its days as days. */
export function showTerm(term: {
  id: string;
  name: string;
  startsOn: Date;
  endsOn: Date;
  revision: number;
}): TermModel {
  const [startsOn, endsOn] = [term.startsOn, term.endsOn].map((day) => day.toISOString().slice(0, 10));
  return {
    id: term.id,
    name: term.name,
    startsOn: startsOn ?? '',
    endsOn: endsOn ?? '',
    revision: term.revision,
  };
}

function demandAdmin(person: Person): void {
  if (person.role !== 'admin') throw new Refusal('NOT_ALLOWED', 'Terms are made by admins.');
}

function noTerm(): Refusal {
  return new Refusal('NOT_FOUND', 'There is no term with this id.');
}
