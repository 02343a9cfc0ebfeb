import { Inject, Injectable } from '@nestjs/common';
import { Refusal } from '#libs/contracts/refusal';
import type { Person } from '#libs/database/people.store';
import { SectionsStore, type Section } from '#libs/database/sections.store';
import { CourseAccess } from '../course-access.js';
import { CoursesService } from '../courses.service.js';
import { isId, oneLine } from '../one-line.js';

/** Sections that one course may have. */
const sectionsMax = 200;

const Name = oneLine(100);

/** Makes and changes the sections of a course; for its instructors. */
@Injectable()
export class SectionsService {
  constructor(
    @Inject(SectionsStore) private readonly sections: SectionsStore,
    @Inject(CoursesService) private readonly courses: CoursesService,
    @Inject(CourseAccess) private readonly access: CourseAccess,
  ) {}

  /** Ends in `CONFLICT` when the name is taken. */
  async create(viewer: Person, courseId: string, name: string): Promise<Section> {
    await this.courses.open(viewer, courseId, 'instructor');
    const there = await this.sections.listOf([courseId]);
    if (there.length >= sectionsMax) {
      throw new Refusal('NOT_ALLOWED', `This course has ${there.length} sections, and none may have more.`);
    }
    return this.sections.create(courseId, Name.parse(name));
  }

  async rename(viewer: Person, id: string, name: string): Promise<Section> {
    await this.#demand(viewer, id);
    return this.sections.rename(id, Name.parse(name));
  }

  /** Whoever was in it stays in the course, without a section. */
  async remove(viewer: Person, id: string): Promise<void> {
    await this.#demand(viewer, id);
    await this.sections.remove(id);
  }

  /** Ends in `NOT_FOUND` for a section of another course. */
  async demandIn(courseId: string, sectionId: string | null): Promise<void> {
    if (sectionId === null) return;
    const section = isId(sectionId) ? await this.sections.find(sectionId) : null;
    if (section?.courseId !== courseId) {
      throw new Refusal('NOT_FOUND', 'This course has no section with this id.');
    }
  }

  async #demand(viewer: Person, id: string): Promise<void> {
    const section = isId(id) ? await this.sections.find(id) : null;
    const role = section === null ? null : await this.access.roleOf(viewer, section.courseId);
    if (section === null || role === null)
      throw new Refusal('NOT_FOUND', 'There is no section with this id.');
    await this.courses.open(viewer, section.courseId, 'instructor');
  }
}
