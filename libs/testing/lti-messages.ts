const lti = 'https://purl.imsglobal.org/spec/lti/claim';
const membership = 'http://purl.imsglobal.org/vocab/lis/v2/membership';

/** Somebody at a platform. `role` is the name of a context role, such as Learner. */
export interface LtiUser {
  readonly id: string;
  readonly name?: string;
  readonly email?: string;
  readonly role: 'Learner' | 'Instructor' | 'Instructor#TeachingAssistant' | 'Mentor';
}

/** Where a platform's messages come from, and go to. */
export interface LtiParties {
  readonly issuer: string;
  readonly clientId: string;
  readonly deploymentId: string;
  /** Of the course, as far as the platform offers services for it. */
  readonly services: string;
  /** Of the tool. */
  readonly target: string;
}

/** The LIS roles of somebody; a sub-role comes with its principal role, as the specification advises. */
export function rolesOf({ role }: LtiUser): string[] {
  if (!role.includes('#')) return [`${membership}#${role}`];
  return [`${membership}#${role.split('#', 1)[0]}`, `${membership}/${role}`];
}

/** The claims of every message, by LTI 1.3, "5.3". Times are the caller's. */
function head(user: LtiUser, { issuer, clientId, deploymentId, target }: LtiParties, type: string) {
  return {
    iss: issuer,
    aud: clientId,
    sub: user.id,
    ...(user.name === undefined ? {} : { name: user.name }),
    ...(user.email === undefined ? {} : { email: user.email }),
    [`${lti}/message_type`]: type,
    [`${lti}/version`]: '1.3.0',
    [`${lti}/deployment_id`]: deploymentId,
    [`${lti}/target_link_uri`]: target,
    [`${lti}/roles`]: rolesOf(user),
    [`${lti}/context`]: { id: 'course-1', label: 'OS-101', title: 'Operating systems' },
    [`${lti}/launch_presentation`]: { return_url: `${issuer}/course/1`, document_target: 'iframe' },
  };
}

/** The claims of a resource link launch: `custom` is what a deep link keeps, `lineItem` the column that the link has already. */
export function resourceLaunch(
  user: LtiUser,
  parties: LtiParties,
  link: {
    readonly id: string;
    readonly title?: string;
    readonly custom?: Readonly<Record<string, string>>;
    readonly lineItem?: string;
  },
) {
  return {
    ...head(user, parties, 'LtiResourceLinkRequest'),
    [`${lti}/resource_link`]: { id: link.id, ...(link.title === undefined ? {} : { title: link.title }) },
    [`${lti}/custom`]: link.custom ?? {},
    'https://purl.imsglobal.org/spec/lti-ags/claim/endpoint': {
      scope: [
        'https://purl.imsglobal.org/spec/lti-ags/scope/lineitem',
        'https://purl.imsglobal.org/spec/lti-ags/scope/score',
      ],
      lineitems: `${parties.services}/lineitems?type=lti`,
      ...(link.lineItem === undefined ? {} : { lineitem: link.lineItem }),
    },
    'https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice': {
      context_memberships_url: `${parties.services}/memberships`,
      service_versions: ['2.0'],
    },
  };
}

/** The claims of a deep linking request. */
export function deepLinkingRequest(user: LtiUser, parties: LtiParties, settings: { readonly data: string }) {
  return {
    ...head(user, parties, 'LtiDeepLinkingRequest'),
    'https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings': {
      deep_link_return_url: `${parties.issuer}/deep-links`,
      accept_types: ['link', 'ltiResourceLink'],
      accept_presentation_document_targets: ['iframe', 'window'],
      accept_multiple: false,
      accept_lineitem: true,
      data: settings.data,
    },
  };
}
