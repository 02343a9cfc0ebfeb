import { Inject, Injectable } from '@nestjs/common';
import type { Person } from '#libs/database/people.store';
import {
  SubmissionRightsStore,
  type HandInPlace,
  type SeenPlaces,
} from '#libs/database/submission-rights.store';

/** What somebody has to do with a submission: it is theirs, their group's, or of a course that they teach; admins are staff everywhere. */
export type SubmissionRight = 'own' | 'group' | 'staff';

/**
 * Decides by somebody's role in a course whose work they see. Practice, which belongs to no assignment, is seen by its owner and
 * by admins.
 */
@Injectable()
export class SubmissionAccess {
  constructor(@Inject(SubmissionRightsStore) private readonly rights: SubmissionRightsStore) {}

  /** The most that somebody may, or null for who may not even know of it. */
  async rightOf(
    viewer: Person,
    of: HandInPlace & { readonly personId: string },
  ): Promise<SubmissionRight | null> {
    if (viewer.role === 'admin') return 'staff';
    const { assignmentId } = of;
    if (assignmentId !== null && (await this.rights.staffed(viewer.id, [assignmentId])).size > 0)
      return 'staff';
    if (of.personId === viewer.id) return 'own';
    return (await this.rights.shares(viewer.id, of)) ? 'group' : null;
  }

  /** Where somebody sees more than their own; undefined for who sees everything. */
  async placesOf(viewer: Person): Promise<SeenPlaces | undefined> {
    return viewer.role === 'admin' ? undefined : this.rights.placesOf(viewer.id);
  }

  /** For each assignment (null: of practice) whether somebody sees it as who teaches. */
  async staffed(viewer: Person, assignmentIds: readonly (string | null)[]): Promise<boolean[]> {
    if (viewer.role === 'admin') return assignmentIds.map(() => true);
    const asked = assignmentIds.filter((id) => id !== null);
    const found = asked.length === 0 ? new Set<string>() : await this.rights.staffed(viewer.id, asked);
    return assignmentIds.map((id) => id !== null && found.has(id));
  }
}
