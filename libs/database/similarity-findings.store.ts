import { z } from 'zod';
import { SimilarityFragment } from '#libs/contracts/similarity';
import type { Database } from './database.js';
import type { Prisma, SimilarityOutcome as Outcome } from './generated/client.js';
import { cutPage, type Page, type PageRequest } from './page.js';

export type SimilarityOutcome = Outcome;

/** Two programs that are alike, by their ids. */
export interface SimilarPair {
  readonly id: string;
  readonly leftId: string;
  readonly rightId: string;
  readonly similarity: number;
  readonly longest: number;
  readonly overlap: number;
}

/** A hand-in that was compared, and the people whose it is and who were not erased. */
export interface SimilarProgram {
  readonly id: string;
  readonly submissionId: string;
  readonly isEarlier: boolean;
  readonly outcome: SimilarityOutcome;
  readonly isPartlyRead: boolean;
  readonly personIds: readonly string[];
}

/** What pairs are sorted by, the most first. */
export type PairOrder = 'similarity' | 'longest' | 'overlap';

/** Which pairs of an analysis; those that are set narrow it. */
export interface PairFilter {
  readonly analysisId: string;
  readonly order: PairOrder;
  readonly least: number;
  readonly personId: string | null;
  readonly isEarlier: boolean | null;
}

/** Where a page of pairs begins: behind the pair with this id, which had this value. */
export interface PairPlace {
  readonly id: string;
  readonly value: number;
}

const Fragments = z.array(SimilarityFragment);

/** Everything of a pair but its fragments, which may be long. */
const shown = {
  id: true,
  leftId: true,
  rightId: true,
  similarity: true,
  longest: true,
  overlap: true,
} as const;

/** Reads what analyses found. */
export class SimilarityFindingsStore {
  constructor(private readonly database: Database) {}

  /** The most alike first. */
  async pairs(
    filter: PairFilter,
    { first, after }: { readonly first: number; readonly after: PairPlace | null },
  ): Promise<Page<SimilarPair>> {
    const { order } = filter;
    const rows = await this.database.prisma.similarityPair.findMany({
      where: { AND: [matching(filter), after === null ? {} : behind(order, after)] },
      orderBy: [{ [order]: 'desc' }, { id: 'asc' }],
      take: first + 1,
      select: shown,
    });
    return cutPage(rows, first);
  }

  countPairs(filter: PairFilter): Promise<number> {
    return this.database.prisma.similarityPair.count({ where: matching(filter) });
  }

  /** Every pair from a similarity on, the most alike first; as many as are kept of an analysis at most. */
  links(analysisId: string, least: number): Promise<SimilarPair[]> {
    return this.database.prisma.similarityPair.findMany({
      where: { analysisId, similarity: { gte: least } },
      orderBy: [{ similarity: 'desc' }, { id: 'asc' }],
      select: shown,
    });
  }

  /** By pair; of those that are gone, none. */
  async fragmentsOf(pairIds: readonly string[]): Promise<ReadonlyMap<string, readonly SimilarityFragment[]>> {
    const rows = await this.database.prisma.similarityPair.findMany({
      where: { id: { in: [...pairIds] } },
      select: { id: true, fragments: true },
    });
    return new Map(rows.map(({ id, fragments }) => [id, Fragments.parse(fragments)]));
  }

  /** Oldest hand-in first; null as `outcomes` means all. */
  async programs(
    analysisId: string,
    outcomes: readonly SimilarityOutcome[] | null,
    { first, after }: PageRequest,
  ): Promise<Page<SimilarProgram>> {
    const page = await this.#programs(
      {
        analysisId,
        ...(outcomes === null ? {} : { outcome: { in: [...outcomes] } }),
        ...(after === null ? {} : { id: { gt: after } }),
      },
      first + 1,
    );
    return cutPage(page, first);
  }

  /** In no order. */
  programsOf(ids: readonly string[]): Promise<SimilarProgram[]> {
    return this.#programs({ id: { in: [...ids] } }, ids.length);
  }

  /** How many programs of an analysis there are of each outcome, and of earlier assignments. */
  async counts(
    analysisId: string,
  ): Promise<{ outcomes: Record<SimilarityOutcome, number>; earlier: number }> {
    const rows = await this.database.prisma.similarityProgram.groupBy({
      by: ['outcome', 'isEarlier'],
      where: { analysisId },
      _count: true,
    });
    const outcomes = { WAITING: 0, COMPARED: 0, NOTHING_OWN: 0, TOO_LARGE: 0, UNREADABLE: 0 };
    let earlier = 0;
    for (const { outcome, isEarlier, _count } of rows) {
      outcomes[outcome] += _count;
      if (isEarlier) earlier += _count;
    }
    return { outcomes, earlier };
  }

  async #programs(where: Prisma.SimilarityProgramWhereInput, take: number): Promise<SimilarProgram[]> {
    const rows = await this.database.prisma.similarityProgram.findMany({
      where,
      orderBy: { id: 'asc' },
      take,
      include: {
        submission: { select: { person, members: { select: { person }, orderBy: { personId: 'asc' } } } },
      },
    });
    return rows.map(({ submission, ...program }) => {
      const people = [submission.person, ...submission.members.map((member) => member.person)];
      const there = people.filter(({ erasedAt }) => erasedAt === null).map(({ id }) => id);
      return { ...program, personIds: [...new Set(there)] };
    });
  }
}

const person = { select: { id: true, erasedAt: true } } as const;

function matching({ analysisId, least, personId, isEarlier }: PairFilter): Prisma.SimilarityPairWhereInput {
  const theirs = (id: string) => ({
    submission: { OR: [{ personId: id }, { members: { some: { personId: id } } }] },
  });
  return {
    analysisId,
    ...(least === 0 ? {} : { similarity: { gte: least } }),
    ...(isEarlier === null ? {} : { right: { isEarlier } }),
    // Of an earlier course the question alone would tell something to who does not teach there.
    ...(personId === null
      ? {}
      : { OR: [{ left: theirs(personId) }, { right: { ...theirs(personId), isEarlier: false } }] }),
  };
}

function behind(order: PairOrder, { id, value }: PairPlace): Prisma.SimilarityPairWhereInput {
  return { OR: [{ [order]: { lt: value } }, { [order]: value, id: { gt: id } }] };
}
