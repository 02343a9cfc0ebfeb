import { Inject, Injectable } from '@nestjs/common';
import type { RosterPlan } from '#libs/courses/plan-roster';
import { readRoster } from '#libs/courses/read-roster';
import { rosterLimits } from '#libs/courses/roster';
import type { Person } from '#libs/database/people.store';
import { RosterStore } from '#libs/database/roster.store';
import { CourseAccess } from '../course-access.js';
import { CoursesService } from '../courses.service.js';
import { groupMembersMax } from '../groups/groups.service.js';
import type { RosterImportModel } from './roster.model.js';

/** Takes class lists. What is wrong with one is told row by row, and then nothing of it is taken. */
@Injectable()
export class RosterService {
  constructor(
    @Inject(RosterStore) private readonly roster: RosterStore,
    @Inject(CoursesService) private readonly courses: CoursesService,
    @Inject(CourseAccess) private readonly access: CourseAccess,
  ) {}

  /** For instructors. With flaws in the file the rows that can be read are planned all the same, so that one look finds all. */
  async import(
    viewer: Person,
    { courseId, csv, dryRun }: { readonly courseId: string; readonly csv: string; readonly dryRun: boolean },
  ): Promise<RosterImportModel> {
    await this.courses.open(viewer, courseId, 'instructor');
    const giver = await this.access.demand(viewer, courseId, 'instructor');
    const { rows, problems } = readRoster(csv);
    const isDry = dryRun || problems.length > 0;
    const plan = await this.roster.import(rows, { courseId, giver, groupMembersMax, dryRun: isDry });
    const all = [...problems, ...plan.problems].toSorted((a, b) => a.line - b.line);
    return {
      ...tell(plan),
      applied: !isDry && all.length === 0,
      problems: all.slice(0, rosterLimits.problems),
      problemCount: all.length,
    };
  }
}

function tell({ steps }: RosterPlan) {
  const count = (wanted: string) => steps.filter(({ outcome }) => outcome === wanted).length;
  return {
    created: count('created'),
    changed: count('changed'),
    unchanged: count('unchanged'),
    lines: steps.map(({ row, outcome, says }) => ({ line: row.line, email: row.email, outcome, says })),
  };
}
