import { Inject, Injectable } from '@nestjs/common';
import { Refusal } from '#libs/contracts/refusal';
import { LtiContextsStore, type LtiContext } from '#libs/database/lti-contexts.store';
import { LtiEnrolmentsStore } from '#libs/database/lti-enrolments.store';
import { LtiPeopleStore } from '#libs/database/lti-people.store';
import { LtiPlatformsStore, type LtiPlatform } from '#libs/database/lti-platforms.store';
import { scope } from '../protocol/claims.js';
import { Outgoing } from '../protocol/outgoing.js';
import { PlatformTrouble } from '../protocol/platform-trouble.js';
import { ServiceTokens } from '../scores/service-tokens.js';
import { planRoster, type RosterLine } from './plan-roster.js';
import { readRoster, type RosterMember } from './read-roster.js';

const accept = 'application/vnd.ims.lti-nrps.v2.membershipcontainer+json';

/** Takes over who is in a course of a platform. */
@Injectable()
export class RostersService {
  @Inject(ServiceTokens) private readonly tokens!: ServiceTokens;
  @Inject(Outgoing) private readonly outgoing!: Outgoing;

  constructor(
    @Inject(LtiContextsStore) private readonly contexts: LtiContextsStore,
    @Inject(LtiPlatformsStore) private readonly platforms: LtiPlatformsStore,
    @Inject(LtiPeopleStore) private readonly people: LtiPeopleStore,
    @Inject(LtiEnrolmentsStore) private readonly enrolments: LtiEnrolmentsStore,
  ) {}

  /** What the roster would do now. Ends in `PLATFORM_FAILED`, and has changed nothing then. */
  async preview(context: LtiContext): Promise<RosterLine[]> {
    return (await this.#plan(context)).lines;
  }

  /** Does it. Whoever has no account gets one, without a password. */
  async apply(context: LtiContext): Promise<RosterLine[]> {
    const { lines, platform } = await this.#plan(context);
    const done: RosterLine[] = [];
    for (const line of lines)
      done.push(line.member === null ? line : await this.#take(context, platform, line));
    const gone = lines.flatMap(({ action, personId }) => (action === 'END' ? (personId ?? []) : []));
    await this.enrolments.end(context, gone, new Date());
    await this.contexts.noteRoster(context.id, new Date());
    return done;
  }

  async #plan(context: LtiContext): Promise<{ lines: RosterLine[]; platform: LtiPlatform }> {
    const platform = await this.platforms.find(context.platformId);
    if (platform === null || context.membershipsUrl === null)
      throw new Refusal('PLATFORM_FAILED', 'The course platform does not let us read who is in this course.');
    const members = await this.#read(context, context.membershipsUrl);
    const [known, enrolments, cameBy] = await Promise.all([
      this.people.lookUp(platform.issuer, members),
      this.enrolments.list(context.courseId),
      this.enrolments.cameBy(context),
    ]);
    const before = { ...known, vouched: platform.vouchesForEmail, enrolments, cameBy };
    return { lines: planRoster(members, before), platform };
  }

  async #read({ platformId, contextId }: LtiContext, url: string): Promise<RosterMember[]> {
    try {
      return await readRoster({ url, contextId }, (page) =>
        this.tokens.ask(platformId, [scope.roster], (authorization) =>
          this.outgoing.ask(page, { headers: { accept, authorization } }),
        ),
      );
    } catch (error) {
      if (error instanceof PlatformTrouble) throw new Refusal('PLATFORM_FAILED', error.message);
      throw error;
    }
  }

  async #take(context: LtiContext, platform: LtiPlatform, line: RosterLine): Promise<RosterLine> {
    const { member, role, action } = line;
    if (action === 'SKIP' || member === null || role === null) return line;
    const { subject, name, email } = member;
    const { issuer, vouchesForEmail } = platform;
    const found = await this.people.findOrMake({ issuer, subject, name, email }, vouchesForEmail);
    if (found.kind === 'taken')
      return { ...line, action: 'SKIP', reason: 'An account with their address was made meanwhile.' };
    await this.enrolments.enrol(context, found.person.id, role);
    return { ...line, personId: found.person.id };
  }
}
