import { planRoster } from '#libs/courses/plan-roster';
import type { RosterPlan, RosterPresent, RosterRules, RosterStep } from '#libs/courses/plan-roster';
import type { RosterRow } from '#libs/courses/roster';
import type { Database } from './database.js';
import type { Prisma } from './generated/client.js';
import { inCourse } from './in-course.js';

/** Where a class list goes, and whether it is only tried. */
export interface RosterImport extends RosterRules {
  readonly courseId: string;
  readonly dryRun: boolean;
}

/** Brings whole class lists into courses. */
export class RosterStore {
  constructor(private readonly database: Database) {}

  /** Plans and, unless it is a dry run or has problems, carries out: all of it or nothing. */
  import(rows: readonly RosterRow[], { courseId, dryRun, ...rules }: RosterImport): Promise<RosterPlan> {
    const emails = rows.map((row) => row.email);
    const plan = async (prisma: Prisma.TransactionClient) =>
      planRoster(rows, await readPresent(prisma, courseId, emails), rules);
    if (dryRun) return plan(this.database.prisma);
    return inCourse(this.database, courseId, async (prisma) => {
      const planned = await plan(prisma);
      if (planned.problems.length === 0) await carryOut(prisma, courseId, planned.steps);
      return planned;
    });
  }
}

async function readPresent(
  prisma: Prisma.TransactionClient,
  courseId: string,
  emails: readonly string[],
): Promise<RosterPresent> {
  const where = { courseId };
  const people = await prisma.person.findMany({
    where: { email: { in: [...emails] } },
    select: { id: true, email: true },
  });
  const enrolments = await prisma.enrolment.findMany({ where });
  const named = { where, select: { id: true, name: true } };
  const sections = await prisma.section.findMany(named);
  const groups = await prisma.group.findMany(named);
  const members = await prisma.groupMember.findMany({ where });
  return {
    people: new Map(people.map(({ id, email }) => [email, id])),
    enrolments: new Map(
      enrolments.map(({ personId, role, sectionId, endedAt }) => [
        personId,
        { role, sectionId, left: endedAt !== null },
      ]),
    ),
    sections: new Map(sections.map(({ id, name }) => [id, name])),
    groups: new Map(groups.map(({ id, name }) => [id, name])),
    memberships: new Map(members.map(({ personId, groupId }) => [personId, groupId])),
  };
}

async function carryOut(
  prisma: Prisma.TransactionClient,
  courseId: string,
  steps: readonly RosterStep[],
): Promise<void> {
  const changing = steps.filter(({ outcome }) => outcome !== 'unchanged');
  const people = await makePeople(prisma, changing);
  const sections = await makeSections(prisma, courseId, changing);
  const groups = await makeGroups(prisma, courseId, changing);
  const idOf = ({ personId, row }: RosterStep) => personId ?? people.get(row.email) ?? '';
  const created = changing.filter(({ outcome }) => outcome === 'created');
  await prisma.enrolment.createMany({
    data: created.map((step) => ({
      courseId,
      personId: idOf(step),
      role: step.role,
      sectionId: sections.get(step.row.section ?? '') ?? null,
      source: 'csv',
    })),
  });
  const changed = changing.filter(({ outcome }) => outcome === 'changed');
  await prisma.$executeRaw`
    UPDATE "Enrolment" AS "enrolment" SET "role" = "new"."role"::"CourseRole", "endedAt" = NULL,
      "sectionId" = coalesce("new"."sectionId", "enrolment"."sectionId")
    FROM unnest(${changed.map(idOf)}::text[], ${changed.map(({ role }) => role)}::text[],
      ${changed.map(({ row }) => sections.get(row.section ?? '') ?? null)}::text[]) AS "new"("personId", "role", "sectionId")
    WHERE "enrolment"."courseId" = ${courseId} AND "enrolment"."personId" = "new"."personId"`;
  const teaching = changed.filter(({ role }) => role !== 'student').map(idOf);
  await prisma.groupMember.deleteMany({ where: { courseId, personId: { in: teaching } } });
  const joining = changing.filter(({ row }) => row.group !== null);
  await prisma.$executeRaw`
    INSERT INTO "GroupMember" ("courseId", "personId", "groupId")
    SELECT ${courseId}, * FROM unnest(${joining.map(idOf)}::text[],
      ${joining.map(({ row }) => groups.get(row.group ?? '') ?? '')}::text[])
    ON CONFLICT ("courseId", "personId") DO UPDATE SET "groupId" = excluded."groupId"`;
}

/** Their ids, by address. Who made an account in this moment keeps it. */
async function makePeople(
  prisma: Prisma.TransactionClient,
  steps: readonly RosterStep[],
): Promise<ReadonlyMap<string, string>> {
  const rows = steps.filter(({ personId }) => personId === null).map(({ row }) => row);
  const emails = rows.map(({ email }) => email);
  const data = rows.map(({ email, name }) => ({ email, name: name ?? email.split('@', 1)[0] ?? email }));
  await prisma.person.createMany({ data, skipDuplicates: true });
  const made = await prisma.person.findMany({ where: { email: { in: emails } } });
  return new Map(made.map(({ id, email }) => [email, id]));
}

async function makeSections(
  prisma: Prisma.TransactionClient,
  courseId: string,
  steps: readonly RosterStep[],
): Promise<ReadonlyMap<string, string>> {
  const data = namesOf(steps.map(({ row }) => row.section)).map((name) => ({ courseId, name }));
  await prisma.section.createMany({ data, skipDuplicates: true });
  const there = await prisma.section.findMany({ where: { courseId } });
  return new Map(there.map(({ id, name }) => [name, id]));
}

async function makeGroups(
  prisma: Prisma.TransactionClient,
  courseId: string,
  steps: readonly RosterStep[],
): Promise<ReadonlyMap<string, string>> {
  const data = namesOf(steps.map(({ row }) => row.group)).map((name) => ({ courseId, name }));
  await prisma.group.createMany({ data, skipDuplicates: true });
  const there = await prisma.group.findMany({ where: { courseId } });
  return new Map(there.map(({ id, name }) => [name, id]));
}

function namesOf(names: readonly (string | null)[]): string[] {
  return [...new Set(names.filter((name) => name !== null))];
}
