import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Refusal } from '#libs/contracts/refusal';
import { CoursesStore, type Course, type CoursesFilter } from '#libs/database/courses.store';
import type { Page, PageRequest } from '#libs/database/page';
import type { Person } from '#libs/database/people.store';
import { checkTimeZone } from './check-time-zone.js';
import { CourseAccess, notInCourse, type CourseRole } from './course-access.js';
import { isId, oneLine } from './one-line.js';
import { PageSize } from './page-size.js';

const Details = z.object({
  termId: z.uuid('it is no id of a term'),
  code: oneLine(40),
  title: oneLine(200),
  timeZone: z.string().transform(checkTimeZone),
});

/** Makes, changes and finds courses; whoever changes something in a course has it from here. */
@Injectable()
export class CoursesService {
  constructor(
    @Inject(CoursesStore) private readonly courses: CoursesStore,
    @Inject(CourseAccess) private readonly access: CourseAccess,
  ) {}

  /** Makes a course whose instructor is its maker. Ends in `NOT_ALLOWED` for students. */
  create(person: Person, input: unknown): Promise<Course> {
    if (person.role === 'student') {
      throw new Refusal('NOT_ALLOWED', 'Courses are made by instructors and admins.');
    }
    return this.courses.create(Details.parse(input), person.id);
  }

  /** Ends in `CONFLICT`, which says what is there now, when somebody edited the course meanwhile. */
  async edit(person: Person, which: { id: string; revision: number }, input: unknown): Promise<Course> {
    await this.open(person, which.id, 'instructor');
    return this.courses.update(which.id, which.revision, Details.parse(input));
  }

  /** Makes a course unchangeable, or changeable again. */
  async archive(
    person: Person,
    which: { id: string; revision: number },
    archivedAt: Date | null,
  ): Promise<Course> {
    await this.find(person, which.id, 'instructor');
    return this.courses.update(which.id, which.revision, { archivedAt });
  }

  /** Ends in `NOT_FOUND` for a course that this person is not in. */
  async find(person: Person, id: string, least: CourseRole = 'student'): Promise<Course> {
    await this.access.demand(person, id, least);
    const course = isId(id) ? await this.courses.find(id) : null;
    // An admin is let into every course, also into those that are not there.
    if (course === null) throw notInCourse();
    return course;
  }

  /** A course that may be changed. Ends in `NOT_ALLOWED` when it is archived. */
  async open(person: Person, id: string, least: CourseRole): Promise<Course> {
    const course = await this.find(person, id, least);
    if (course.archivedAt === null) return course;
    throw new Refusal(
      'NOT_ALLOWED',
      'This course is archived, and nothing in it changes; bring it back first.',
    );
  }

  /** Newest first: those that somebody is in, and of an admin all. */
  list(person: Person, archived: boolean, page: PageRequest): Promise<Page<Course>> {
    const filter: CoursesFilter = { ofPersonId: person.role === 'admin' ? null : person.id, archived };
    if (page.after !== null && !isId(page.after)) {
      throw new Refusal('BAD_INPUT', 'This cursor is not one that came from here.');
    }
    return this.courses.list(filter, { ...page, first: PageSize.parse(page.first) });
  }
}
