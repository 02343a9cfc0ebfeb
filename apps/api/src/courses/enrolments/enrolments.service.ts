import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Refusal } from '#libs/contracts/refusal';
import {
  EnrolmentsStore,
  type Enrolment,
  type EnrolmentFilter,
  type EnrolmentOrder,
} from '#libs/database/enrolments.store';
import type { Page, PageRequest } from '#libs/database/page';
import { PeopleStore, type Person } from '#libs/database/people.store';
import { CoursesService } from '../courses.service.js';
import { CourseAccess, isAtLeast, type CourseRole } from '../course-access.js';
import { isId, oneLine } from '../one-line.js';
import { PageSize } from '../page-size.js';
import { SectionsService } from '../sections/sections.service.js';

const Newcomer = z.object({ email: z.email().max(254), name: oneLine(100).nullable() });

/** Who comes into a course by hand, and as what. */
export interface Enrolling {
  readonly courseId: string;
  readonly email: string;
  readonly name: string | null;
  readonly role: CourseRole;
  readonly sectionId: string | null;
}

/** What becomes of an enrolment; what is undefined stays. */
export interface EnrolmentChange {
  readonly role?: CourseRole | undefined;
  readonly sectionId?: string | null | undefined;
}

/** Brings people into courses by hand, and changes what they are there. */
@Injectable()
export class EnrolmentsService {
  @Inject(CourseAccess) private readonly access!: CourseAccess;

  constructor(
    @Inject(EnrolmentsStore) private readonly enrolments: EnrolmentsStore,
    @Inject(PeopleStore) private readonly people: PeopleStore,
    @Inject(SectionsService) private readonly sections: SectionsService,
    @Inject(CoursesService) private readonly courses: CoursesService,
  ) {}

  /** For instructors, who give no role above their own. Ends in `CONFLICT` when somebody is in the course already. */
  async enrol(viewer: Person, enrolling: Enrolling): Promise<Enrolment> {
    const { courseId, role, sectionId } = enrolling;
    await this.courses.open(viewer, courseId, 'instructor');
    await this.#demandGivable(viewer, courseId, role);
    const { email, name } = Newcomer.parse(enrolling);
    await this.sections.demandIn(courseId, sectionId);
    const person = await this.#personOf(email, name);
    return this.enrolments.enrol({ courseId, personId: person.id, role, sectionId, source: 'hand' });
  }

  /** Ends in `CONFLICT` when the last instructor would become less. */
  async change(viewer: Person, id: string, change: EnrolmentChange): Promise<Enrolment> {
    const row = await this.#find(viewer, id, 'instructor');
    const { role = row.role, sectionId = row.sectionId } = change;
    await this.#demandGivable(viewer, row.courseId, row.role);
    await this.#demandGivable(viewer, row.courseId, role);
    await this.sections.demandIn(row.courseId, sectionId);
    return this.enrolments.change(row, { role, sectionId, endedAt: row.endedAt });
  }

  /** For instructors, and for whoever leaves by themselves. Ends in `CONFLICT` for the last instructor. */
  async end(viewer: Person, id: string): Promise<Enrolment> {
    const own = isId(id) ? await this.enrolments.find(id) : null;
    const least = own?.personId === viewer.id ? 'student' : 'instructor';
    const row = await this.#find(viewer, id, least);
    if (least === 'instructor') await this.#demandGivable(viewer, row.courseId, row.role);
    if (row.endedAt !== null) return row;
    return this.enrolments.change(row, { role: row.role, sectionId: row.sectionId, endedAt: new Date() });
  }

  /** For assistants and more. */
  async list(
    viewer: Person,
    filter: EnrolmentFilter,
    { order, page }: { readonly order: EnrolmentOrder; readonly page: PageRequest },
  ): Promise<Page<Enrolment> & { readonly count: () => Promise<number> }> {
    await this.access.demand(viewer, filter.courseId, 'assistant');
    if (page.after !== null && !isId(page.after)) {
      throw new Refusal('BAD_INPUT', 'This cursor is not one that came from here.');
    }
    const checked = { ...filter, text: filter.text?.replaceAll('\0', '').slice(0, 200) ?? null };
    const found = await this.enrolments.list(checked, order, { ...page, first: PageSize.parse(page.first) });
    return { ...found, count: () => this.enrolments.count(checked) };
  }

  async #find(viewer: Person, id: string, least: CourseRole): Promise<Enrolment> {
    const row = isId(id) ? await this.enrolments.find(id) : null;
    const role = row === null ? null : await this.access.roleOf(viewer, row.courseId);
    // Whoever is not in the course learns nothing about it.
    if (row === null || role === null) throw new Refusal('NOT_FOUND', 'There is no enrolment with this id.');
    await this.courses.open(viewer, row.courseId, least);
    return row;
  }

  async #personOf(email: string, name: string | null): Promise<Person> {
    const known = await this.people.findByEmail(email);
    if (known !== null) return known;
    const [before = email] = email.split('@');
    return this.people.create({ email, name: name ?? before, passwordHash: null, role: 'student' });
  }

  async #demandGivable(viewer: Person, courseId: string, role: CourseRole): Promise<void> {
    const own = await this.access.demand(viewer, courseId, 'instructor');
    if (isAtLeast(own, role)) return;
    throw new Refusal('NOT_ALLOWED', `You are ${own} in this course, and who is ${role} is more.`);
  }
}
