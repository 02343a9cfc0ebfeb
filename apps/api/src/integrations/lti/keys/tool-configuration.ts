import { scope } from '../protocol/claims.js';

/**
 * Describes ipclab in the form that Canvas imports ("Enter URL" of a developer key); for Moodle and others the same addresses are
 * typed in. See https://developerdocs.instructure.com/services/canvas/external-tools/lti/file.lti_dev_key_config.
 */
export function toolConfiguration(origin: string) {
  const launch = `${origin}/lti/launch`;
  const placement = (name: string) => ({
    placement: name,
    message_type: 'LtiDeepLinkingRequest',
    target_link_uri: launch,
    text: 'ipclab',
    enabled: true,
  });
  return {
    title: 'ipclab',
    description: 'Exercises in inter-process communication, graded by what the programs really did.',
    oidc_initiation_url: `${origin}/lti/login`,
    target_link_uri: launch,
    redirect_uris: [launch],
    public_jwk_url: `${origin}/lti/jwks.json`,
    scopes: [scope.lineItem, scope.score, scope.roster],
    custom_fields: { due: '$ResourceLink.submission.endDateTime' },
    extensions: [
      {
        platform: 'canvas.instructure.com',
        domain: new URL(origin).host,
        tool_id: 'ipclab',
        privacy_level: 'public',
        settings: {
          text: 'ipclab',
          icon_url: `${origin}/icon.svg`,
          placements: [placement('assignment_selection'), placement('link_selection')],
        },
      },
    ],
  };
}
