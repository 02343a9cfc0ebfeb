import { rolesOf, type LtiUser } from './lti-messages.js';

/** Somebody in a platform's course, and whether they still are. */
export type LtiMember = LtiUser & { readonly status?: 'Active' | 'Inactive' | 'Deleted' };

/** Members of one page. */
const pageSize = 2;

/** A page of a roster with the address of the next one, as NRPS 2.0 has it ("2.4.2 Limit query parameter"). */
export function rosterPage(members: readonly LtiMember[], url: URL) {
  const from = Number(url.searchParams.get('from') ?? 0);
  const shown = members.slice(from, from + pageSize).map((member) => ({
    status: member.status ?? 'Active',
    user_id: member.id,
    roles: rolesOf(member),
    ...(member.name === undefined ? {} : { name: member.name }),
    ...(member.email === undefined ? {} : { email: member.email }),
  }));
  const next = `${url.origin}${url.pathname}?from=${from + pageSize}`;
  return {
    status: 200,
    type: 'application/vnd.ims.lti-nrps.v2.membershipcontainer+json',
    body: { id: url.href, context: { id: 'course-1', title: 'Operating systems' }, members: shown },
    ...(from + pageSize < members.length ? { link: `<${next}>; rel="next"` } : {}),
  };
}
