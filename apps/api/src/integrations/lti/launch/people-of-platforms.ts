import { Inject, Injectable } from '@nestjs/common';
import { LtiPeopleStore } from '#libs/database/lti-people.store';
import { LtiPlatformsStore } from '#libs/database/lti-platforms.store';
import type { Person } from '#libs/database/people.store';
import { Refusal } from '#libs/contracts/refusal';
import { AccountsService } from '../../../people/accounts.service.js';
import { markup } from '../pages/markup.js';
import type { Page } from '../pages/page.js';
import { text } from '../pages/texts.js';
import { LaunchRefusal } from '../protocol/launch-refusal.js';
import type { Launch } from '../protocol/launch.js';
import { Steps } from './steps.js';

/** Who was launched, or the page that asks whether it is the owner of an account that is there. */
export type Recognised =
  { readonly kind: 'known'; readonly person: Person } | { readonly kind: 'ask'; readonly page: Page };

/** Finds who of ours a platform means. See `docs/decisions/0018-tell-who-a-platform-launches.md`. */
@Injectable()
export class PeopleOfPlatforms {
  constructor(
    @Inject(LtiPeopleStore) private readonly identities: LtiPeopleStore,
    @Inject(LtiPlatformsStore) private readonly platforms: LtiPlatformsStore,
    @Inject(AccountsService) private readonly accounts: AccountsService,
    @Inject(Steps) private readonly steps: Steps,
  ) {}

  async recognise(launch: Launch): Promise<Recognised> {
    const platform = await this.platforms.find(launch.platformId);
    const { issuer, subject, name, email } = launch;
    const found = await this.identities.findOrMake(
      { issuer, subject, name, email },
      platform?.vouchesForEmail ?? false,
    );
    if (found.kind !== 'taken') return { kind: 'known', person: found.person };
    // Nobody can prove to be who has no password yet.
    if (found.person.passwordHash === null) throw unproven();
    return { kind: 'ask', page: await this.#ask(launch, null) };
  }

  /** Links the account whose password was given to who was launched. A wrong one is said on the page, which can be sent again. */
  async prove(
    ticket: string,
    password: string,
    address: string,
  ): Promise<Recognised & { readonly launch: Launch }> {
    const launch = await this.steps.answer('account', ticket);
    try {
      const { person, token } = await this.accounts.signIn(launch.email ?? '', password, address);
      await this.accounts.revokeToken(person, token.id);
      if (!(await this.identities.link(launch, person.id))) throw unproven();
      return { kind: 'known', person, launch };
    } catch (error) {
      const mistaken =
        error instanceof Refusal && ['WRONG_CREDENTIALS', 'TOO_MANY_REQUESTS'].includes(error.code);
      if (!mistaken) throw error;
      return { kind: 'ask', page: await this.#ask(launch, error.message), launch };
    }
  }

  async #ask(launch: Launch, complaint: string | null): Promise<Page> {
    const { lang } = launch;
    const ticket = await this.steps.ask('account', launch, null);
    const says = complaint === null ? null : markup`<p class="bad" role="alert">${complaint}</p>`;
    return {
      lang,
      title: text('accountTitle', lang),
      framedBy: launch.origins,
      body: markup`<p>${text('accountHelp', lang)}</p>
        ${says}
        <form method="post" action="/lti/account">
          <input type="hidden" name="ticket" value="${ticket}" />
          <p>${text('email', lang)}: <b>${launch.email}</b></p>
          <label
            >${text('password', lang)}
            <input type="password" name="password" required autocomplete="current-password"
          /></label>
          <p><button type="submit">${text('accountSend', lang)}</button></p>
        </form>`,
    };
  }
}

function unproven(): LaunchRefusal {
  return new LaunchRefusal('LTI_ACCOUNT_EXISTS', {
    en: 'An account of ipclab has your email address, and nobody has vouched that it is yours: ask an admin of ipclab, who can let your course platform vouch for addresses.',
    zh: 'ipclab 中已有使用您邮箱地址的账号，但无法确认它属于您：请联系 ipclab 管理员，由其允许您的课程平台为邮箱地址担保。',
  });
}
