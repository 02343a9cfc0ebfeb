import { Refusal } from '#libs/contracts/refusal';
import { violates } from './constraint.js';
import type { Database } from './database.js';
import { Prisma } from './generated/client.js';
import type { Group as GroupRow } from './generated/client.js';
import { inCourse } from './in-course.js';

/** Students who hand in together. */
export type Group = Readonly<GroupRow>;

/** That somebody is in a group; nobody is in two of a course. */
export interface Membership {
  readonly groupId: string;
  readonly personId: string;
}

/** Of which course the groups are wanted: all, or that of one person. */
export interface GroupsOf {
  readonly courseId: string;
  readonly ofPersonId: string | null;
}

/** Groups that one course may have. */
const groupsMax = 5000;

/** Keeps who hands in with whom. */
export class GroupsStore {
  constructor(private readonly database: Database) {}

  /** Throws the refusal `CONFLICT` when the course has a group of this name. */
  async create(courseId: string, name: string): Promise<Group> {
    const there = await this.database.prisma.group.count({ where: { courseId } });
    if (there >= groupsMax) throw new Refusal('NOT_ALLOWED', `A course has at most ${groupsMax} groups.`);
    return tellingName(name, () => this.database.prisma.group.create({ data: { courseId, name } }));
  }

  rename(id: string, name: string): Promise<Group> {
    return tellingName(name, () => this.database.prisma.group.update({ where: { id }, data: { name } }));
  }

  /** Throws the refusal `CONFLICT` when something was handed in for it. */
  async remove(id: string): Promise<void> {
    try {
      await this.database.prisma.group.deleteMany({ where: { id } });
    } catch (error) {
      if (!violates(error, 'Submission_groupId_fkey')) throw error;
      throw new Refusal(
        'CONFLICT',
        'This group has handed in; its work would have nobody. Empty it instead.',
      );
    }
  }

  /** Puts students in, from whatever group of the course they were in. Throws the refusals `BAD_INPUT` and `CONFLICT`. */
  putIn(group: Group, personIds: readonly string[], membersMax: number): Promise<void> {
    const { id: groupId, courseId } = group;
    return inCourse(this.database, courseId, async (prisma) => {
      const ids = [...new Set(personIds)];
      const students = await prisma.enrolment.count({
        where: { courseId, personId: { in: ids }, role: 'student', endedAt: null },
      });
      if (students < ids.length) {
        throw new Refusal(
          'BAD_INPUT',
          'Groups are made of students of the course, and somebody here is none.',
        );
      }
      await prisma.groupMember.deleteMany({ where: { courseId, personId: { in: ids } } });
      await prisma.groupMember.createMany({ data: ids.map((personId) => ({ courseId, personId, groupId })) });
      const members = await prisma.groupMember.count({ where: { groupId } });
      if (members > membersMax) {
        throw new Refusal(
          'CONFLICT',
          `A group has at most ${membersMax} members; this one would have ${members}.`,
        );
      }
    });
  }

  /** Those who are in no group stay so. */
  async takeOut(courseId: string, personIds: readonly string[]): Promise<void> {
    await this.database.prisma.groupMember.deleteMany({
      where: { courseId, personId: { in: [...personIds] } },
    });
  }

  find(id: string): Promise<Group | null> {
    return this.database.prisma.group.findUnique({ where: { id } });
  }

  /** In no order; ids of none are left out. */
  findMany(ids: readonly string[]): Promise<Group[]> {
    return this.database.prisma.group.findMany({ where: { id: { in: [...ids] } } });
  }

  /** Those of each of these courses by name, in the order of what was asked; only the one of a person when one is named. */
  async ofCourses(asked: readonly GroupsOf[]): Promise<Group[][]> {
    const courseIds = asked.map(({ courseId }) => courseId);
    const personIds = asked.map(({ ofPersonId }) => ofPersonId);
    const found = await this.database.rows<Group & { place: number }>(Prisma.sql`
      SELECT "course"."place"::int, "one".* FROM unnest(${courseIds}::text[], ${personIds}::text[]) WITH ORDINALITY AS "course" ("id", "personId", "place")
      CROSS JOIN LATERAL (
        SELECT * FROM "Group" AS "group" WHERE "group"."courseId" = "course"."id" AND ("course"."personId" IS NULL OR EXISTS (
          SELECT 1 FROM "GroupMember" WHERE "groupId" = "group"."id" AND "personId" = "course"."personId"))
        ORDER BY "name", "id" LIMIT ${groupsMax}) AS "one"`);
    return asked.map((_, number) =>
      found.filter(({ place }) => place === number + 1).map(({ place: _place, ...group }) => group),
    );
  }

  /** The group of each of these people in each of these courses. */
  async ofPeople(
    courseIds: readonly string[],
    personIds: readonly string[],
  ): Promise<(Membership & { readonly group: Group })[]> {
    return this.database.prisma.groupMember.findMany({
      where: { courseId: { in: [...courseIds] }, personId: { in: [...personIds] } },
      include: { group: true },
    });
  }

  /** Who is in each of these groups, and has not left the course; in the order in which they came into it. */
  async membersOf(groupIds: readonly string[]): Promise<Membership[]> {
    return this.database.prisma.$queryRaw<Membership[]>`
      SELECT "member"."groupId", "member"."personId" FROM "GroupMember" AS "member"
      JOIN "Enrolment" AS "enrolment" ON "enrolment"."courseId" = "member"."courseId" AND "enrolment"."personId" = "member"."personId"
      WHERE "member"."groupId" = ANY(${[...groupIds]}) AND "enrolment"."endedAt" IS NULL ORDER BY "enrolment"."id"`;
  }
}

async function tellingName<T>(name: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (!violates(error, 'Group_courseId_name_key')) throw error;
    throw new Refusal('CONFLICT', `This course has a group “${name}” already.`);
  }
}
