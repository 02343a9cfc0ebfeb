import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Refusal } from '#libs/contracts/refusal';
import { LtiContextsStore, type LtiContext } from '#libs/database/lti-contexts.store';
import type { Person } from '#libs/database/people.store';
import { CourseAccess, type CourseRole } from '../../../courses/course-access.js';
import { scope } from '../protocol/claims.js';
import { RostersService } from '../roster/rosters.service.js';
import type { RosterLine } from '../roster/plan-roster.js';
import type { LtiContextModel, LtiRosterSyncModel } from './context.model.js';

const Id = z.uuid();

/** What the staff of a course sees and does about the platforms that it is connected with. */
@Injectable()
export class ContextsService {
  constructor(
    @Inject(LtiContextsStore) private readonly contexts: LtiContextsStore,
    @Inject(CourseAccess) private readonly access: CourseAccess,
    @Inject(RostersService) private readonly rosters: RostersService,
  ) {}

  async list(person: Person, courseId: string): Promise<LtiContextModel[]> {
    await this.access.demand(person, courseId, 'assistant');
    return (await this.contexts.listOfCourse(courseId)).map(({ platformName, ...context }) => {
      const { id, title, membershipsUrl, scopes, createdAt, rosterAt } = context;
      const takesScores = scopes.includes(scope.score);
      return {
        id,
        title,
        platformName,
        hasRoster: membershipsUrl !== null,
        takesScores,
        createdAt,
        rosterAt,
      };
    });
  }

  /** The next launch asks an instructor again; assignments, people and scores stay. */
  async unlink(person: Person, id: string): Promise<void> {
    const context = await this.#find(person, id, 'instructor');
    await this.contexts.unlink(context.id);
  }

  /** Ends in `PLATFORM_FAILED` when the roster cannot be read, and has changed nothing then. */
  async syncRoster(person: Person, id: string, apply: boolean): Promise<LtiRosterSyncModel> {
    const context = await this.#find(person, id, 'instructor');
    const lines = await (apply ? this.rosters.apply(context) : this.rosters.preview(context));
    const changes = lines.filter(({ action }) => action !== 'KEEP').map(showLine);
    return { applied: apply, kept: lines.length - changes.length, changes };
  }

  async #find(person: Person, id: string, least: CourseRole): Promise<LtiContext> {
    const context = Id.safeParse(id).success ? await this.contexts.findById(id) : null;
    if (context === null) throw notFound();
    if ((await this.access.roleOf(person, context.courseId)) === null) throw notFound();
    await this.access.demand(person, context.courseId, least);
    return context;
  }
}

/** The same for who is not in the course, so that nobody learns which there are. */
function notFound(): Refusal {
  return new Refusal('NOT_FOUND', 'None of your courses has a connection with this id.');
}

function showLine({ action, member, role, reason, personId }: RosterLine) {
  return { action, role, reason, personId, name: member?.name ?? null, email: member?.email ?? null };
}
