import { Inject, Injectable } from '@nestjs/common';
import { OwnWorkStore } from '#libs/database/own-work.store';
import type { Person } from '#libs/database/people.store';
import { cellParts, GradebookStore } from '#libs/database/results-gradebook.store';
import { TalliesStore } from '#libs/database/results-tallies.store';
import { TroubleStore } from '#libs/database/results-trouble.store';
import { CourseAccess } from '../courses/course-access.js';
import type { OwnParts } from './own/own-results.js';
import { ResultsScope } from './results-scope.js';

/** Lets staff into the results of their course: whoever shows results of a class has them from here. */
@Injectable()
export class ResultsService {
  @Inject(OwnWorkStore) private readonly work!: OwnWorkStore;

  constructor(
    @Inject(CourseAccess) private readonly access: CourseAccess,
    @Inject(GradebookStore) private readonly gradebook: GradebookStore,
    @Inject(TalliesStore) private readonly tallies: TalliesStore,
    @Inject(TroubleStore) private readonly trouble: TroubleStore,
  ) {}

  /** Ends in `NOT_FOUND` or `NOT_ALLOWED` for who is not at least an assistant there. */
  async open(person: Person, courseId: string): Promise<ResultsScope> {
    await this.access.demand(person, courseId, 'assistant');
    return this.scope(courseId);
  }

  /** For whoever has made sure that the viewer is at least an assistant there. */
  scope(courseId: string): ResultsScope {
    const { gradebook, tallies, trouble } = this;
    return new ResultsScope(courseId, { gradebook, tallies, trouble });
  }

  /** What somebody has in each of their courses themselves, as they may see it only in part: see `ownResults`. */
  async own(personId: string, courseIds: readonly string[]): Promise<Omit<OwnParts, 'now'>[]> {
    const all = await this.tallies.columns(courseIds);
    const ids = all.map(({ id }) => id);
    const [cells, allowances] = await Promise.all([
      this.gradebook.cells([personId], ids, cellParts),
      this.work.allowances(personId, ids),
    ]);
    const byAssignment = new Map(cells.map((cell) => [cell.assignmentId, cell]));
    return courseIds.map((courseId) => {
      const columns = all.filter((column) => column.courseId === courseId);
      return { columns, cells: columns.flatMap(({ id }) => byAssignment.get(id) ?? []), allowances };
    });
  }
}
