import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { LtiPlatformsStore, type LtiPlatform } from '#libs/database/lti-platforms.store';
import { LtiTicketsStore } from '#libs/database/lti-tickets.store';
import { hashTokenSecret, makeTokenSecret } from '#libs/database/token-secret';
import { apiConfig, type ApiConfig } from '../../../config.js';
import { LaunchRefusal, refused } from '../protocol/launch-refusal.js';
import type { Launch } from '../protocol/launch.js';
import { parseUrl } from '../protocol/parse-url.js';
import { PlatformKeys } from '../protocol/platform-keys.js';
import { verifyLaunch } from '../protocol/verify-launch.js';
import { publicOrigin } from '../public-origin.js';
import { bindingCookie, cookieName, loginSeconds, readCookie } from './browser-cookie.js';

const text = z.string().max(5000);

/** What a platform says to begin with, see "5.1.1 Third-party initiated login" of the 1EdTech security framework. */
const Initiation = z.object({
  iss: text,
  login_hint: text,
  target_link_uri: text,
  lti_message_hint: text.optional(),
  client_id: text.optional(),
  lti_deployment_id: text.optional(),
});
type Initiation = z.infer<typeof Initiation>;

const Answer = z.object({
  state: text.optional(),
  id_token: z.string().optional(),
  error: text.optional(),
  error_description: text.optional(),
});

const LoginTicket = z.object({
  platformId: z.string(),
  nonce: z.string(),
  browserHash: z.string(),
  initiation: Initiation,
});

/** Where the browser goes next, and the cookie that it carries. */
export interface Redirection {
  readonly to: string;
  readonly cookie: string;
}

/** Answers a platform's login with a request for who it is (OpenID Connect), and takes what it says then. */
@Injectable()
export class LoginService {
  constructor(
    @Inject(LtiPlatformsStore) private readonly platforms: LtiPlatformsStore,
    @Inject(LtiTicketsStore) private readonly tickets: LtiTicketsStore,
    @Inject(PlatformKeys) private readonly keys: PlatformKeys,
    @Inject(apiConfig) private readonly config: ApiConfig,
  ) {}

  /** Ends in `LTI_PLATFORM_UNKNOWN` for a platform that is not registered. */
  async begin(given: unknown): Promise<Redirection> {
    const initiation = Initiation.parse(given);
    const origin = publicOrigin(this.config);
    if (parseUrl(initiation.target_link_uri)?.origin !== origin)
      throw refused('The link leads to another server than this one.', '链接指向的不是本服务器。');
    const platform = await this.#platformOf(initiation);
    const [nonce, browser] = [makeTokenSecret(), makeTokenSecret()];
    const ticket = { platformId: platform.id, nonce, browserHash: hashTokenSecret(browser), initiation };
    const expiresAt = new Date(Date.now() + loginSeconds * 1000);
    const state = await this.tickets.issue('login', ticket, expiresAt);
    const to = new URL(platform.authUrl);
    const request = {
      scope: 'openid',
      response_type: 'id_token',
      response_mode: 'form_post',
      prompt: 'none',
      client_id: platform.clientId,
      redirect_uri: `${origin}/lti/launch`,
      login_hint: initiation.login_hint,
      state,
      nonce,
      ...(initiation.lti_message_hint === undefined ? {} : { lti_message_hint: initiation.lti_message_hint }),
    };
    for (const [name, value] of Object.entries(request)) to.searchParams.set(name, value);
    return { to: to.href, cookie: bindingCookie(state, browser) };
  }

  /** The launch, when everything about it is right; a login takes one launch, whatever came of it. */
  async finish(
    given: unknown,
    cookies: unknown,
  ): Promise<{ readonly launch: Launch; readonly state: string }> {
    const { state, id_token: token, error, error_description: says } = Answer.parse(given);
    const used = state === undefined ? null : await this.tickets.use('login', state, new Date());
    if (state === undefined || used === null)
      throw new LaunchRefusal('LTI_LAUNCH_EXPIRED', {
        en: 'This launch was used already, or began more than ten minutes ago; follow the link in your course again.',
        zh: '这次启动已被使用，或者开始已超过十分钟；请回到课程中重新点击链接。',
      });
    const { platformId, nonce, browserHash, initiation } = LoginTicket.parse(used);
    const cookie = readCookie(cookies, cookieName(state));
    if (cookie === null || hashTokenSecret(cookie) !== browserHash) throw cookieMissing(initiation);
    if (token === undefined) {
      const why = `${error ?? 'no id_token'}${says === undefined ? '' : `: ${says}`}`.slice(0, 300);
      throw refused(`The course platform let you not in (${why}).`, `课程平台没有允许您进入（${why}）。`);
    }
    const platform = await this.platforms.find(platformId);
    if (platform === null) throw unknownPlatform(initiation.iss);
    const keys = this.keys.of(platform.jwksUrl);
    const launch = await verifyLaunch(token, { platform, keys, nonce, origin: publicOrigin(this.config) });
    return { launch, state };
  }

  async #platformOf({
    iss,
    client_id: clientId,
    lti_deployment_id: deployment,
  }: Initiation): Promise<LtiPlatform> {
    const found = await this.platforms.findByIssuer(iss, clientId ?? null);
    const fitting =
      found.length > 1 && deployment !== undefined
        ? found.filter(({ deploymentIds }) => deploymentIds.includes(deployment))
        : found;
    const [platform] = fitting;
    if (platform === undefined) throw unknownPlatform(iss);
    if (fitting.length === 1) return platform;
    throw refused(
      'Several registrations fit this course platform, and it does not say which is meant (client_id).',
      '该课程平台有多个登记，而它没有说明是哪一个（client_id）。',
    );
  }
}

function unknownPlatform(issuer: string): LaunchRefusal {
  const named = issuer.slice(0, 200);
  return new LaunchRefusal('LTI_PLATFORM_UNKNOWN', {
    en: `The course platform ${named} is not registered here, or not with this client id.`,
    zh: `课程平台 ${named} 没有在此登记，或者 client id 不同。`,
  });
}

/** Browsers that block cookies in frames let a launch through in a window of its own; not every platform repeats one. */
function cookieMissing(initiation: Initiation): LaunchRefusal {
  const said = Object.entries(initiation).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  );
  const again = `/lti/login?${new URLSearchParams(Object.fromEntries(said)).toString()}`;
  const sentence = {
    en: 'Your browser did not send our cookie back, so this may be somebody else’s launch. Browsers block cookies in frames: open ipclab in a new window, or ask your instructor to let the link open in one.',
    zh: '您的浏览器没有送回我们的 cookie，因此无法确认这是您本人的启动。浏览器会在框架中阻止 cookie：请在新窗口中打开 ipclab，或请教师把链接设置为在新窗口中打开。',
  };
  return new LaunchRefusal('LTI_COOKIE_MISSING', sentence, again);
}
