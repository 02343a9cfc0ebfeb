import { z } from 'zod';
import { nameOf } from '../protocol/launch.js';
import type { PlatformAnswer } from '../protocol/outgoing.js';
import { PlatformTrouble } from '../protocol/platform-trouble.js';
import { nextPage, readJson } from '../protocol/read-answer.js';

/** The largest roster, in members, and in pages. */
const membersMax = 5000;
const pagesMax = 200;

const text = z.string().max(2000).nullish();
const Member = z.object({
  user_id: z.string().min(1).max(255),
  status: z.enum(['Active', 'Inactive', 'Deleted']).default('Active'),
  roles: z.array(z.string().max(500)).max(100),
  name: text,
  given_name: text,
  family_name: text,
  email: text,
});
const Container = z.object({ context: z.object({ id: z.string() }), members: z.array(Member) });

const Email = z.email().max(254);

/** Somebody of a platform's course. */
export interface RosterMember {
  readonly subject: string;
  readonly name: string;
  readonly email: string | null;
  readonly roles: readonly string[];
}

/**
 * Reads everybody who is in a platform's course now, page after page. `ask` gets one page. Ends in `PlatformTrouble`, also for a
 * roster of another course and for an empty one, which would end everybody. See NRPS 2.0.
 */
export async function readRoster(
  from: { readonly url: string; readonly contextId: string },
  ask: (url: string) => Promise<PlatformAnswer>,
): Promise<RosterMember[]> {
  const members = new Map<string, RosterMember>();
  let page: string | null = from.url;
  for (let seen = 0; page !== null; seen += 1) {
    if (seen >= pagesMax || members.size > membersMax)
      throw PlatformTrouble.lasting(`The roster has more than ${membersMax} members or ${pagesMax} pages.`);
    const answer = await ask(page);
    const { context, members: shown } = readJson(answer, Container, 'its roster');
    if (context.id !== from.contextId) throw PlatformTrouble.lasting('The roster is that of another course.');
    for (const member of shown) if (member.status === 'Active') members.set(member.user_id, memberOf(member));
    page = nextPage(answer, page);
  }
  if (members.size === 0) throw PlatformTrouble.lasting('The roster is empty, and an empty one ends nobody.');
  return [...members.values()];
}

function memberOf(member: z.infer<typeof Member>): RosterMember {
  const email = Email.safeParse(member.email?.trim().toLowerCase());
  const { user_id: subject, roles } = member;
  return { subject, roles, name: nameOf(member), email: email.success ? email.data : null };
}
