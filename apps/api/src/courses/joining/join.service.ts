import { Inject, Injectable } from '@nestjs/common';
import { Refusal } from '#libs/contracts/refusal';
import { CoursesStore, type Course } from '#libs/database/courses.store';
import { EnrolmentsStore } from '#libs/database/enrolments.store';
import { JoinCodesStore, type JoinCode } from '#libs/database/join-codes.store';
import type { Person } from '#libs/database/people.store';
import { TokenBucket } from '../../limits/token-bucket.js';
import { CourseAccess } from '../course-access.js';
import { CoursesService } from '../courses.service.js';
import { SectionsService } from '../sections/sections.service.js';

/**
 * Codes that are tried, a minute: few by one person, more from one address, behind which a class may sit. With 8.5e11 codes a
 * guess a second would need a course with many thousand codes to hit one in a year.
 */
const tries = { perPerson: 10, perAddress: 300 };

/** Codes of one course that are good at a time. */
const codesMax = 50;

/** Lets students into courses by a code that their teacher shows them. */
@Injectable()
export class JoinService {
  readonly #perPerson = new TokenBucket(tries.perPerson);
  readonly #perAddress = new TokenBucket(tries.perAddress);
  @Inject(CourseAccess) private readonly access!: CourseAccess;
  @Inject(CoursesStore) private readonly all!: CoursesStore;
  @Inject(SectionsService) private readonly sections!: SectionsService;

  constructor(
    @Inject(JoinCodesStore) private readonly codes: JoinCodesStore,
    @Inject(EnrolmentsStore) private readonly enrolments: EnrolmentsStore,
    @Inject(CoursesService) private readonly courses: CoursesService,
  ) {}

  /** For assistants and more: newest first, those that are good. */
  async list(viewer: Person, courseId: string): Promise<JoinCode[]> {
    await this.access.demand(viewer, courseId, 'assistant');
    return this.codes.listGood(courseId, new Date());
  }

  /** Ends in `BAD_INPUT` for a code that would be expired at once. */
  async create(
    viewer: Person,
    parts: { courseId: string; sectionId: string | null; expiresAt: Date | null },
  ): Promise<JoinCode> {
    const { courseId, sectionId, expiresAt } = parts;
    await this.courses.open(viewer, courseId, 'instructor');
    await this.sections.demandIn(courseId, sectionId);
    if (expiresAt !== null && !(expiresAt > new Date())) {
      throw new Refusal('BAD_INPUT', 'expiresAt: it lies in the past, and the code would let nobody in.');
    }
    const good = await this.codes.listGood(courseId, new Date());
    if (good.length >= codesMax) {
      throw new Refusal(
        'NOT_ALLOWED',
        `This course has ${good.length} codes, and none may have more; revoke one.`,
      );
    }
    return this.codes.create({ courseId, sectionId, expiresAt });
  }

  /** Ends in `NOT_FOUND` when the course has no such code. */
  async revoke(viewer: Person, courseId: string, code: string): Promise<void> {
    await this.courses.find(viewer, courseId, 'instructor');
    if (await this.codes.revoke(courseId, normalise(code), new Date())) return;
    throw new Refusal('NOT_FOUND', 'This course has no such code that is still good.');
  }

  /**
   * Makes somebody a student of the code's course; who is in it stays what they are. Ends in `NOT_FOUND`, `TOO_MANY_REQUESTS`,
   * or `NOT_ALLOWED` for who has left, because an instructor may have seen to that.
   */
  async join(person: Person, code: string, address: string): Promise<Course> {
    if (![this.#perPerson.take(person.id), this.#perAddress.take(address)].every(Boolean)) {
      throw new Refusal('TOO_MANY_REQUESTS', 'There were too many tries to join; wait a minute.');
    }
    const found = await this.codes.findGood(normalise(code), new Date());
    const course = found === null ? null : await this.all.find(found.courseId);
    if (found === null || course === null || course.archivedAt !== null) {
      throw new Refusal(
        'NOT_FOUND',
        'No course has this code, or it has expired; look whether each letter is right.',
      );
    }
    const before = await this.enrolments.findOf(person.id, course.id);
    if (before?.endedAt) {
      throw new Refusal(
        'NOT_ALLOWED',
        'You have left this course; ask an instructor of it to enrol you again.',
      );
    }
    if (before === null) await this.#enrol(person, found);
    return course;
  }

  async #enrol(person: Person, { courseId, sectionId }: JoinCode): Promise<void> {
    const enrolment = {
      courseId,
      personId: person.id,
      role: 'student',
      sectionId,
      source: 'join_code',
    } as const;
    try {
      await this.enrolments.enrol(enrolment);
    } catch (error) {
      // Somebody who clicks twice is in the course, which is what they want.
      if (!(error instanceof Refusal && error.code === 'CONFLICT')) throw error;
    }
  }
}

/** People type codes in lower case, with spaces and dashes. */
function normalise(code: string): string {
  return code
    .slice(0, 50)
    .replaceAll(/[\s\0-]/g, '')
    .toUpperCase();
}
