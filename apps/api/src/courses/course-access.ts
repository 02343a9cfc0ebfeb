import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Refusal } from '#libs/contracts/refusal';
import { EnrolmentsStore } from '#libs/database/enrolments.store';
import type { Person } from '#libs/database/people.store';

/** From least to most: who may do something, may do all that those before may. */
const ranks = ['student', 'assistant', 'instructor', 'admin'] as const;

/** What somebody is in a course. */
export type CourseRole = (typeof ranks)[number];

const Id = z.uuid();

/** Decides by somebody's role in a course what they may do there; admins of the whole system are admins of every course. */
@Injectable()
export class CourseAccess {
  constructor(@Inject(EnrolmentsStore) private readonly enrolments: EnrolmentsStore) {}

  /** The role, when it is `least` or more. Ends in `NOT_FOUND` for who is not in the course, so that nobody learns which there are, or in `NOT_ALLOWED`. */
  async demand(person: Person, courseId: string, least: CourseRole): Promise<CourseRole> {
    return checkRole(await this.roleOf(person, courseId), least);
  }

  /** Null for who is not in the course. */
  async roleOf(person: Person, courseId: string): Promise<CourseRole | null> {
    if (!Id.safeParse(courseId).success) return null;
    return person.role === 'admin' ? 'admin' : this.enrolments.roleOf(person.id, courseId);
  }
}

/** What somebody is told of a course that they are not in, whether it is there or not. */
export function notInCourse(): Refusal {
  return new Refusal('NOT_FOUND', 'You are in no course with this id.');
}

/** Passes on a role that was looked up when it is `least` or more; refuses as `demand` does. */
export function checkRole(role: CourseRole | null, least: CourseRole): CourseRole {
  if (role === null) throw notInCourse();
  if (isAtLeast(role, least)) return role;
  throw new Refusal('NOT_ALLOWED', `This needs the role ${least} in the course, and yours is ${role}.`);
}

/** Whether a role may do what `least` may. */
export function isAtLeast(role: CourseRole, least: CourseRole): boolean {
  return ranks.indexOf(role) >= ranks.indexOf(least);
}
