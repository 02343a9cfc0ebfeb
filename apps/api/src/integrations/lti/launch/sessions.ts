import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { LtiTicketsStore } from '#libs/database/lti-tickets.store';
import { hashTokenSecret, makeTokenSecret } from '#libs/database/token-secret';
import { TokensStore } from '#libs/database/tokens.store';
import { LaunchRefusal } from '../protocol/launch-refusal.js';

/** Who was launched comes back by the same link, so a session need not outlive a working day, in milliseconds. */
const sessionMs = 12 * 60 * 60_000;

/** How long the way from a launch into ipclab is open, in milliseconds: somebody may read first. */
const entryMs = 15 * 60_000;

const Entry = z.object({ personId: z.string(), next: z.string() });

/** Signs in who was launched: first a ticket for the page that the platform shows, then a session for a window of our own. */
@Injectable()
export class Sessions {
  constructor(
    @Inject(LtiTicketsStore) private readonly tickets: LtiTicketsStore,
    @Inject(TokensStore) private readonly tokens: TokensStore,
  ) {}

  /** A ticket that opens `next`, a path of the web page, as this person. */
  admit(personId: string, next: string): Promise<string> {
    return this.tickets.issue('entry', { personId, next }, new Date(Date.now() + entryMs));
  }

  async enter(ticket: string): Promise<{ readonly token: string; readonly next: string }> {
    const used = await this.tickets.use('entry', ticket, new Date());
    if (used === null) throw ticketUsed();
    const { personId, next } = Entry.parse(used);
    const token = makeTokenSecret();
    await this.tokens.create({
      personId,
      kind: 'session',
      hash: hashTokenSecret(token),
      label: 'came from a course',
      expiresAt: new Date(Date.now() + sessionMs),
    });
    return { token, next };
  }
}

/** What somebody reads who sends a page twice, or long after it was shown. */
export function ticketUsed(): LaunchRefusal {
  return new LaunchRefusal('LTI_LAUNCH_EXPIRED', {
    en: 'This page was used already, or is too old; follow the link in your course again.',
    zh: '此页面已被使用，或者已过期；请回到课程中重新点击链接。',
  });
}
