import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { CoursesStore } from '#libs/database/courses.store';
import type { Person } from '#libs/database/people.store';
import { checkTimeZone } from '../../../courses/check-time-zone.js';
import { oneLine } from '../../../courses/one-line.js';

const Details = z
  .object({
    term: z.uuid('choose a term'),
    code: oneLine(40),
    title: oneLine(200),
    timeZone: z.string().trim().transform(checkTimeZone),
  })
  .transform(({ term, ...details }) => ({ ...details, termId: term }));

/** Makes a course for who teaches one at a platform, whatever they are in ipclab otherwise. */
@Injectable()
export class CourseMaker {
  constructor(@Inject(CoursesStore) private readonly courses: CoursesStore) {}

  /** Resolves to the id. Ends in `CONFLICT` when the term has the code already, or in a flaw of what was typed in. */
  async make(person: Person, typed: unknown): Promise<string> {
    return (await this.courses.create(Details.parse(typed), person.id)).id;
  }
}
