import { Inject, Injectable } from '@nestjs/common';
import type { CheckGroup } from '#libs/contracts/report';
import { hiddenGroups } from '#libs/courses/hide-checks';
import { AssignmentsStore } from '#libs/database/assignments.store';
import { OwnWorkStore } from '#libs/database/own-work.store';
import type { Person } from '#libs/database/people.store';
import { CourseAccess, isAtLeast } from '../course-access.js';

/**
 * Decides which groups of checks somebody may not see yet: the one place for it. Whoever shows a report, its pictures or its progress asks
 * here and then leaves them out (libs/courses/hide-checks.ts).
 */
@Injectable()
export class HiddenChecks {
  constructor(
    @Inject(AssignmentsStore) private readonly assignments: AssignmentsStore,
    @Inject(OwnWorkStore) private readonly work: OwnWorkStore,
    @Inject(CourseAccess) private readonly access: CourseAccess,
  ) {}

  /** Of a submission's assignment; practice hides nothing. */
  async from(
    viewer: Person,
    submission: { readonly assignmentId: string | null },
  ): Promise<readonly CheckGroup[]> {
    const { assignmentId } = submission;
    if (assignmentId === null) return [];
    return (await this.fromMany(viewer, [assignmentId])).get(assignmentId) ?? [];
  }

  /** By assignment; those that hide nothing are left out. */
  async fromMany(
    viewer: Person,
    assignmentIds: readonly string[],
  ): Promise<ReadonlyMap<string, readonly CheckGroup[]>> {
    const found = await this.assignments.findMany(assignmentIds);
    const hiding = found.filter((assignment) => assignment.hiddenGroups.length > 0);
    if (hiding.length === 0) return new Map();
    const students = await this.#coursesAsStudent(
      viewer,
      hiding.map((assignment) => assignment.courseId),
    );
    const own = hiding.filter((assignment) => students.has(assignment.courseId));
    const allowances = await this.work.allowances(
      viewer.id,
      own.map((assignment) => assignment.id),
    );
    const now = new Date();
    return new Map(
      own.map((assignment) => [
        assignment.id,
        hiddenGroups(assignment, allowances.get(assignment.id) ?? null, now),
      ]),
    );
  }

  /** Who has left a course sees of it what a student sees. */
  async #coursesAsStudent(viewer: Person, courseIds: readonly string[]): Promise<ReadonlySet<string>> {
    const roles = await Promise.all(
      [...new Set(courseIds)].map(async (id) => [id, await this.access.roleOf(viewer, id)] as const),
    );
    return new Set(
      roles.filter(([, role]) => role === null || !isAtLeast(role, 'assistant')).map(([id]) => id),
    );
  }
}
