import { RosterRole, type RosterProblem, type RosterRow } from './roster.js';

/** What a course has when a class list comes; all of it by name or address, as the list says them. */
export interface RosterPresent {
  /** Ids of people who have an account, by their address in lower case. */
  readonly people: ReadonlyMap<string, string>;
  /** By person; also those who have left. */
  readonly enrolments: ReadonlyMap<string, PresentEnrolment>;
  /** Names of sections and groups, by id. */
  readonly sections: ReadonlyMap<string, string>;
  readonly groups: ReadonlyMap<string, string>;
  /** Ids of groups, by person. */
  readonly memberships: ReadonlyMap<string, string>;
}

/** What somebody is in the course. */
export interface PresentEnrolment {
  readonly role: RosterRole;
  readonly sectionId: string | null;
  readonly left: boolean;
}

/** What becomes of one row. `says` holds a sentence for each thing that changes. */
export interface RosterStep {
  readonly row: RosterRow;
  readonly outcome: 'created' | 'changed' | 'unchanged';
  readonly says: readonly string[];
  /** Null: an account is made. */
  readonly personId: string | null;
  readonly role: RosterRole;
}

/** All that an import does; nothing when there are problems. */
export interface RosterPlan {
  readonly steps: readonly RosterStep[];
  readonly problems: readonly RosterProblem[];
}

/** Whose list it is: nobody gives a role above their own, and a group has so many members at most. */
export interface RosterRules {
  readonly giver: RosterRole;
  readonly groupMembersMax: number;
}

/** Compares a class list with the course. Who is in the course and not in the list stays as they are. */
export function planRoster(
  rows: readonly RosterRow[],
  present: RosterPresent,
  rules: RosterRules,
): RosterPlan {
  const steps = rows.map((row) => planRow(row, present));
  const problems = [
    ...steps.flatMap((step) => flawsOf(step, present, rules)),
    ...noTeacherLeft(steps, present),
    ...tooManyMembers(steps, present, rules.groupMembersMax),
  ];
  return { steps, problems: problems.toSorted((a, b) => a.line - b.line) };
}

function planRow(row: RosterRow, present: RosterPresent): RosterStep {
  const personId = present.people.get(row.email) ?? null;
  const before = personId === null ? undefined : present.enrolments.get(personId);
  const role = row.role ?? before?.role ?? 'student';
  const section = present.sections.get(before?.sectionId ?? '') ?? null;
  const group = present.groups.get(present.memberships.get(personId ?? '') ?? '') ?? null;
  const says = [
    ...(personId === null ? ['An account is made.'] : []),
    ...(before === undefined ? [`Becomes ${role} of the course.`] : []),
    ...(before?.left ? ['Comes back into the course.'] : []),
    ...(before !== undefined && before.role !== role ? [`Becomes ${role}; was ${before.role}.`] : []),
    ...moved('section', row.section, section),
    ...moved('group', row.group, group),
  ];
  const outcome = before === undefined ? 'created' : says.length > 0 ? 'changed' : 'unchanged';
  return { row, personId, role, says, outcome };
}

function moved(what: string, wanted: string | null, now: string | null): string[] {
  if (wanted === null || wanted === now) return [];
  return [
    now === null ? `Comes into the ${what} “${wanted}”.` : `Moves to the ${what} “${wanted}” from “${now}”.`,
  ];
}

function flawsOf(step: RosterStep, present: RosterPresent, { giver }: RosterRules): RosterProblem[] {
  const { line, group } = step.row;
  const before = step.personId === null ? undefined : present.enrolments.get(step.personId);
  const flaws: RosterProblem[] = [];
  const highest = [step.role, before?.role ?? step.role].find((role) => rank(role) > rank(giver));
  if (highest !== undefined && step.outcome !== 'unchanged') {
    flaws.push({
      line,
      column: 'role',
      reason: `You are ${giver} in this course, and who is ${highest} is more.`,
    });
  }
  if (group !== null && step.role !== 'student') {
    flaws.push({
      line,
      column: 'group',
      reason: `Groups are made of students, and this is the row of an ${step.role}.`,
    });
  }
  return flaws;
}

/** Told at the last row that takes a teacher away. */
function noTeacherLeft(steps: readonly RosterStep[], present: RosterPresent): RosterProblem[] {
  const isTeacher = (role: RosterRole) => rank(role) >= rank('instructor');
  const teachers = new Set(
    [...present.enrolments].flatMap(([id, { role, left }]) => (isTeacher(role) && !left ? [id] : [])),
  );
  const takenAway = steps.filter(({ personId, role }) => teachers.has(personId ?? '') && !isTeacher(role));
  const isAdded = steps.some(({ personId, role }) => isTeacher(role) && !teachers.has(personId ?? ''));
  const last = takenAway.at(-1);
  if (last === undefined || isAdded || takenAway.length < teachers.size) return [];
  return [{ line: last.row.line, column: 'role', reason: 'This course would have no instructor.' }];
}

/** Told at the first row that is too much. */
function tooManyMembers(steps: readonly RosterStep[], present: RosterPresent, most: number): RosterProblem[] {
  const membersOf = new Map<string, Set<string>>();
  const groupOf = (name: string) => {
    const members = membersOf.get(name) ?? new Set();
    membersOf.set(name, members);
    return members;
  };
  const moving = new Set(steps.filter(({ row }) => row.group !== null).map(({ personId }) => personId));
  for (const [personId, groupId] of present.memberships) {
    if (!moving.has(personId)) groupOf(present.groups.get(groupId) ?? groupId).add(personId);
  }
  return steps.flatMap(({ row }) => {
    if (row.group === null || groupOf(row.group).add(row.email).size !== most + 1) return [];
    const reason = `The group “${row.group}” would have more than ${most} members.`;
    return [{ line: row.line, column: 'group', reason }];
  });
}

function rank(role: RosterRole): number {
  return RosterRole.options.indexOf(role);
}
