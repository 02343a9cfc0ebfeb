import DataLoader from 'dataloader';
import { cellParts, type GradebookCell, type GradebookStore } from '#libs/database/results-gradebook.store';
import type { ResultsColumn, TalliesStore, Tally } from '#libs/database/results-tallies.store';
import type { TellingPicture, TroubleStore } from '#libs/database/results-trouble.store';
import { groupBy } from './group-by.js';

/** A cell with as much as was asked of it. */
export type AskedCell = Pick<GradebookCell, 'personId' | 'assignmentId'> & Partial<GradebookCell>;

/** The stores that class results are read from. */
export interface ResultsStores {
  readonly gradebook: GradebookStore;
  readonly tallies: TalliesStore;
  readonly trouble: TroubleStore;
}

/**
 * One question's view of one course: what several of its fields need is asked of the database once. Made after `CourseAccess`
 * has let the viewer in.
 */
export class ResultsScope {
  #columns: Promise<readonly ResultsColumn[]> | null = null;
  #students: Promise<number> | null = null;
  readonly #tallies: DataLoader<Tally['kind'], readonly Tally[]>;
  readonly #pictures: DataLoader<string, TellingPicture | null>;

  constructor(
    readonly courseId: string,
    readonly stores: ResultsStores,
  ) {
    this.#tallies = new DataLoader(async (kinds) => {
      const found = await stores.tallies.read(courseId, kinds);
      return kinds.map((kind) => found.filter((tally) => tally.kind === kind));
    });
    this.#pictures = new DataLoader(async (ids) => {
      const found = await stores.trouble.tellingPictures(ids);
      return ids.map((id) => found.find(({ submissionId }) => submissionId === id) ?? null);
    });
  }

  /** One picture of what somebody handed in. */
  picture(submissionId: string): Promise<TellingPicture | null> {
    return this.#pictures.load(submissionId);
  }

  /** The assignments that are not archived, in the order of the course. */
  columns(): Promise<readonly ResultsColumn[]> {
    this.#columns ??= this.stores.tallies.columns([this.courseId]);
    return this.#columns;
  }

  /** How many present students the course has. */
  students(): Promise<number> {
    this.#students ??= this.stores.tallies.countStudents(this.courseId);
    return this.#students;
  }

  /** The numbers of one kind, by assignment. */
  async tallies(kind: Tally['kind']): Promise<ReadonlyMap<string, readonly Tally[]>> {
    return groupBy(await this.#tallies.load(kind), ({ assignmentId }) => assignmentId);
  }

  /** What these people have of each of these assignments that they tried, by person and in the order of the assignments; of each cell what is asked. */
  async cells(
    personIds: readonly string[],
    assignmentIds: readonly string[],
    asked: ReadonlySet<string>,
  ): Promise<ReadonlyMap<string, readonly AskedCell[]>> {
    if (asked.size === 0) return new Map();
    const parts = cellParts.filter((part) => asked.has(part));
    const found = await this.stores.gradebook.cells(personIds, assignmentIds, parts);
    const places = new Map(assignmentIds.map((id, place) => [id, place]));
    const placeOf = ({ assignmentId }: AskedCell): number => places.get(assignmentId) ?? 0;
    return groupBy(
      found.toSorted((one, other) => placeOf(one) - placeOf(other)),
      ({ personId }) => personId,
    );
  }
}

/** The points that full marks in everything that counts by now are worth. */
export function mostPoints(columns: readonly ResultsColumn[]): number {
  return columns.filter(({ counting }) => counting).reduce((sum, { weight }) => sum + weight, 0);
}
