import { Inject, Injectable } from '@nestjs/common';
import DataLoader from 'dataloader';
import type { Person } from '#libs/database/people.store';
import { CoursesStore, type Course } from '#libs/database/courses.store';
import { GroupsStore, type Group, type GroupsOf } from '#libs/database/groups.store';
import { SectionsStore, type Section } from '#libs/database/sections.store';
import { TermsStore, type Term } from '#libs/database/terms.store';
import type { CourseRole } from './course-access.js';

interface PersonInCourse {
  readonly personId: string;
  readonly courseId: string;
}

const nameOf = ({ personId, courseId }: PersonInCourse): string => `${personId} ${courseId}`;

/** What one operation looks up about courses by id, together. */
export interface CourseLoaders {
  readonly course: DataLoader<string, Course | null>;
  readonly term: DataLoader<string, Term | null>;
  readonly section: DataLoader<string, Section | null>;
  readonly sectionsOf: DataLoader<string, readonly Section[]>;
  readonly group: DataLoader<string, Group | null>;
  /** Somebody's group in a course. */
  readonly groupOf: DataLoader<PersonInCourse, Group | null, string>;
  /** The groups of a course, all or those of one person. */
  readonly groupsOf: DataLoader<GroupsOf, readonly Group[], string>;
  /** Ids of people, by group. */
  readonly membersOf: DataLoader<string, readonly string[]>;
  /** What a person is in a course; null for who is not in it. */
  readonly role: DataLoader<
    { readonly person: Person; readonly courseId: string },
    CourseRole | null,
    string
  >;
}

/** Makes the loaders of courses for one operation. */
@Injectable()
export class CourseLoadersFactory {
  constructor(
    @Inject(CoursesStore) private readonly courses: CoursesStore,
    @Inject(TermsStore) private readonly terms: TermsStore,
    @Inject(SectionsStore) private readonly sections: SectionsStore,
    @Inject(GroupsStore) private readonly groups: GroupsStore,
  ) {}

  make(): CourseLoaders {
    return {
      course: byId((ids) => this.courses.findMany(ids)),
      term: byId((ids) => this.terms.findMany(ids)),
      section: byId((ids) => this.sections.findMany(ids)),
      group: byId((ids) => this.groups.findMany(ids)),
      sectionsOf: new DataLoader(async (ids) => {
        const found = await this.sections.listOf(ids);
        return ids.map((id) => found.filter((section) => section.courseId === id));
      }),
      groupsOf: new DataLoader((keys) => this.groups.ofCourses(keys), {
        cacheKeyFn: ({ courseId, ofPersonId }) => `${courseId} ${ofPersonId}`,
      }),
      membersOf: new DataLoader(async (ids) => {
        const found = await this.groups.membersOf(ids);
        const byGroup = new Map<string, string[]>(ids.map((id) => [id, []]));
        for (const { groupId, personId } of found) byGroup.get(groupId)?.push(personId);
        return ids.map((id) => byGroup.get(id) ?? []);
      }),
      groupOf: new DataLoader(
        async (keys) => {
          const found = await this.groups.ofPeople(
            keys.map((key) => key.courseId),
            keys.map((key) => key.personId),
          );
          const groups = new Map(
            found.map(({ group, personId }) => [`${personId} ${group.courseId}`, group]),
          );
          return keys.map((key) => groups.get(nameOf(key)) ?? null);
        },
        { cacheKeyFn: nameOf },
      ),
      role: new DataLoader((keys) => this.#rolesOf(keys), {
        cacheKeyFn: ({ person, courseId }) => `${person.id} ${courseId}`,
      }),
    };
  }

  async #rolesOf(
    keys: readonly { readonly person: Person; readonly courseId: string }[],
  ): Promise<(CourseRole | null)[]> {
    const people = new Map(keys.map(({ person }) => [person.id, person]));
    const found = new Map<string, ReadonlyMap<string, CourseRole>>();
    // One person asks an operation, so this is one turn.
    for (const [id, person] of people) {
      const courseIds = keys.filter((key) => key.person.id === id).map((key) => key.courseId);
      const asAdmin = () => new Map(courseIds.map((courseId) => [courseId, 'admin' as const]));
      found.set(id, person.role === 'admin' ? asAdmin() : await this.courses.rolesOf(id, courseIds));
    }
    return keys.map(({ person, courseId }) => found.get(person.id)?.get(courseId) ?? null);
  }
}

function byId<T extends { readonly id: string }>(
  find: (ids: readonly string[]) => Promise<readonly T[]>,
): DataLoader<string, T | null> {
  return new DataLoader(async (ids) => {
    const found = new Map((await find(ids)).map((row) => [row.id, row]));
    return ids.map((id) => found.get(id) ?? null);
  });
}
