import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Refusal } from '#libs/contracts/refusal';
import { GroupsStore, type Group } from '#libs/database/groups.store';
import type { Person } from '#libs/database/people.store';
import { CourseAccess } from '../course-access.js';
import { CoursesService } from '../courses.service.js';
import { isId, oneLine } from '../one-line.js';

/** Students who may hand in as one. */
export const groupMembersMax = 20;

const Name = oneLine(100);
const People = z.array(z.uuid('it is no id of a person')).max(500, 'at most 500 people at a time');

/** Says who hands in with whom; made by the instructors of a course. */
@Injectable()
export class GroupsService {
  constructor(
    @Inject(GroupsStore) private readonly groups: GroupsStore,
    @Inject(CoursesService) private readonly courses: CoursesService,
    @Inject(CourseAccess) private readonly access: CourseAccess,
  ) {}

  /** Ends in `CONFLICT` when the name is taken. */
  async create(viewer: Person, courseId: string, name: string): Promise<Group> {
    await this.courses.open(viewer, courseId, 'instructor');
    return this.groups.create(courseId, Name.parse(name));
  }

  async rename(viewer: Person, id: string, name: string): Promise<Group> {
    await this.#demand(viewer, id);
    return this.groups.rename(id, Name.parse(name));
  }

  /** Ends in `CONFLICT` when something was handed in for it. */
  async remove(viewer: Person, id: string): Promise<void> {
    await this.#demand(viewer, id);
    await this.groups.remove(id);
  }

  /** Puts students in, from whatever group they were in. Ends in `BAD_INPUT` for who is no student of the course. */
  async putIn(viewer: Person, id: string, personIds: readonly string[]): Promise<Group> {
    const group = await this.#demand(viewer, id);
    await this.groups.putIn(group, People.parse(personIds), groupMembersMax);
    return group;
  }

  async takeOut(viewer: Person, courseId: string, personIds: readonly string[]): Promise<void> {
    await this.courses.open(viewer, courseId, 'instructor');
    await this.groups.takeOut(courseId, People.parse(personIds));
  }

  async #demand(viewer: Person, id: string): Promise<Group> {
    const group = isId(id) ? await this.groups.find(id) : null;
    const role = group === null ? null : await this.access.roleOf(viewer, group.courseId);
    if (group === null || role === null) throw new Refusal('NOT_FOUND', 'There is no group with this id.');
    await this.courses.open(viewer, group.courseId, 'instructor');
    return group;
  }
}
