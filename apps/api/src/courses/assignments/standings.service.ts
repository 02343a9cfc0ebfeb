import { Inject, Injectable } from '@nestjs/common';
import { AssignmentsStore } from '#libs/database/assignments.store';
import { OwnWorkStore } from '#libs/database/own-work.store';
import type { Person } from '#libs/database/people.store';
import { HiddenChecks } from './hidden-checks.service.js';
import { showViewer } from './show-viewer.js';
import type { AssignmentViewerModel } from './viewer.model.js';

/** Says where somebody stands at many assignments, with as many statements as at one. */
@Injectable()
export class Standings {
  constructor(
    @Inject(AssignmentsStore) private readonly assignments: AssignmentsStore,
    @Inject(OwnWorkStore) private readonly work: OwnWorkStore,
    @Inject(HiddenChecks) private readonly hidden: HiddenChecks,
  ) {}

  /** By assignment; whether the viewer may see these is decided before. */
  async of(viewer: Person, ids: readonly string[]): Promise<ReadonlyMap<string, AssignmentViewerModel>> {
    const assignments = await this.assignments.findMany(ids);
    const [work, hidden] = await Promise.all([
      this.work.find(viewer.id, assignments),
      this.hidden.fromMany(viewer, ids),
    ]);
    const now = new Date();
    return new Map(
      assignments.flatMap((assignment) => {
        const own = work.get(assignment.id);
        if (own === undefined) return [];
        const isHiding = (hidden.get(assignment.id) ?? []).length > 0;
        return [[assignment.id, showViewer(assignment, own, { isHiding, now })] as const];
      }),
    );
  }
}
