import { z } from 'zod';

/** Claims of LTI 1.3, see https://www.imsglobal.org/spec/lti/v1p3, "5.3 Required message claims" and "5.4 Optional". */
export const claim = {
  messageType: 'https://purl.imsglobal.org/spec/lti/claim/message_type',
  version: 'https://purl.imsglobal.org/spec/lti/claim/version',
  deploymentId: 'https://purl.imsglobal.org/spec/lti/claim/deployment_id',
  targetLinkUri: 'https://purl.imsglobal.org/spec/lti/claim/target_link_uri',
  resourceLink: 'https://purl.imsglobal.org/spec/lti/claim/resource_link',
  context: 'https://purl.imsglobal.org/spec/lti/claim/context',
  roles: 'https://purl.imsglobal.org/spec/lti/claim/roles',
  custom: 'https://purl.imsglobal.org/spec/lti/claim/custom',
  presentation: 'https://purl.imsglobal.org/spec/lti/claim/launch_presentation',
  /** Assignment and Grade Services 2.0. */
  scores: 'https://purl.imsglobal.org/spec/lti-ags/claim/endpoint',
  /** Names and Role Provisioning Services 2.0. */
  roster: 'https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice',
  /** Deep Linking 2.0. */
  choosing: 'https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings',
  contentItems: 'https://purl.imsglobal.org/spec/lti-dl/claim/content_items',
  data: 'https://purl.imsglobal.org/spec/lti-dl/claim/data',
} as const;

/** What a service token is good for. */
export const scope = {
  lineItem: 'https://purl.imsglobal.org/spec/lti-ags/scope/lineitem',
  score: 'https://purl.imsglobal.org/spec/lti-ags/scope/score',
  roster: 'https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly',
} as const;

const id = z.string().min(1).max(255);
const text = z.string().max(2000);
const url = z.url({ protocol: /^https?$/ }).max(2000);
/** Platforms write null for what they do not know. */
const perhaps = <Shape extends z.ZodType>(shape: Shape) => shape.nullish();

/** The claims of a launch as far as ipclab reads them. Others are passed over, as the specification asks. */
export const Claims = z.object({
  iss: text,
  sub: perhaps(id),
  nonce: z.string().min(1).max(500),
  name: perhaps(text),
  given_name: perhaps(text),
  family_name: perhaps(text),
  email: perhaps(text),
  locale: perhaps(text),
  [claim.messageType]: text,
  [claim.version]: text,
  [claim.deploymentId]: id,
  [claim.targetLinkUri]: perhaps(url),
  [claim.resourceLink]: perhaps(z.object({ id, title: perhaps(text), description: perhaps(text) })),
  [claim.context]: perhaps(z.object({ id, label: perhaps(text), title: perhaps(text) })),
  [claim.roles]: perhaps(z.array(text).max(100)),
  [claim.custom]: perhaps(z.record(z.string(), z.unknown())),
  [claim.presentation]: perhaps(z.object({ return_url: perhaps(url), locale: perhaps(text) })),
  [claim.scores]: perhaps(
    z.object({ scope: z.array(text).max(20), lineitems: perhaps(url), lineitem: perhaps(url) }),
  ),
  [claim.roster]: perhaps(z.object({ context_memberships_url: url })),
  [claim.choosing]: perhaps(
    z.object({
      deep_link_return_url: url,
      accept_types: z.array(text).max(50),
      accept_multiple: perhaps(z.boolean()),
      accept_lineitem: perhaps(z.boolean()),
      data: perhaps(z.string().max(20_000)),
    }),
  ),
});
export type Claims = z.infer<typeof Claims>;
