import type { LtiEnrolment } from '#libs/database/lti-enrolments.store';
import type { Person } from '#libs/database/people.store';
import type { CourseRole } from '../../../courses/course-access.js';
import { courseRoleOf } from '../protocol/roles.js';
import type { RosterMember } from './read-roster.js';

/** What a roster does to somebody. */
export type RosterAction = 'ADD' | 'CHANGE_ROLE' | 'BRING_BACK' | 'END' | 'KEEP' | 'SKIP';

/** One line of what a roster would do, or did. `personId` is null for who has no account yet; `member` for who is not in it. */
export interface RosterLine {
  readonly action: RosterAction;
  readonly member: RosterMember | null;
  readonly personId: string | null;
  readonly role: CourseRole | null;
  /** Why somebody is skipped. */
  readonly reason: string | null;
}

/** What is known here before a roster is taken over. */
export interface RosterBefore {
  readonly bySubject: ReadonlyMap<string, string>;
  readonly byEmail: ReadonlyMap<string, Person>;
  readonly vouched: boolean;
  readonly enrolments: readonly LtiEnrolment[];
  /** Whom the roster may end. */
  readonly cameBy: readonly string[];
}

/** Compares a roster with a course. Only enrolments that platforms made are changed or ended. */
export function planRoster(members: readonly RosterMember[], before: RosterBefore): RosterLine[] {
  const enrolments = new Map(before.enrolments.map((one) => [one.personId, one]));
  const lines = members.map((member) => planMember(member, before, enrolments));
  const there = new Set(lines.flatMap(({ personId }) => personId ?? []));
  const gone = before.cameBy.filter((personId) => {
    const enrolment = enrolments.get(personId);
    return !there.has(personId) && enrolment?.source === 'lti' && enrolment.endedAt === null;
  });
  const ends = gone.map((personId): RosterLine => {
    const role = enrolments.get(personId)?.role ?? null;
    return { action: 'END', member: null, personId, role, reason: null };
  });
  return [...lines, ...ends];
}

function planMember(
  member: RosterMember,
  before: RosterBefore,
  enrolments: ReadonlyMap<string, LtiEnrolment>,
): RosterLine {
  const role = courseRoleOf(member.roles);
  const same = member.email === null ? undefined : before.byEmail.get(member.email);
  const vouchedId = before.vouched && same?.role === 'student' ? same.id : null;
  const personId = before.bySubject.get(member.subject) ?? vouchedId;
  const line = { member, personId, role };
  if (role === null)
    return { ...line, action: 'SKIP', reason: 'They neither learn nor teach in this course.' };
  if (personId === null && same !== undefined)
    return {
      ...line,
      action: 'SKIP',
      reason: 'An account has their address, and they have not been launched yet to prove that it is theirs.',
    };
  const enrolment = personId === null ? undefined : enrolments.get(personId);
  if (enrolment === undefined) return { ...line, action: 'ADD', reason: null };
  if (enrolment.source !== 'lti')
    return enrolment.endedAt === null
      ? { ...line, role: enrolment.role, action: 'KEEP', reason: null }
      : { ...line, action: 'SKIP', reason: 'Somebody took them out of the course here.' };
  if (enrolment.endedAt !== null) return { ...line, action: 'BRING_BACK', reason: null };
  return { ...line, action: enrolment.role === role ? 'KEEP' : 'CHANGE_ROLE', reason: null };
}
