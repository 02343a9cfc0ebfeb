import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { LtiTicketsStore } from '#libs/database/lti-tickets.store';
import { PeopleStore, type Person } from '#libs/database/people.store';
import { Launch } from '../protocol/launch.js';
import { ticketUsed } from './sessions.js';

/** How long somebody may think over a page, in milliseconds. */
const stepMs = 60 * 60_000;

const Body = z.object({ launch: Launch, personId: z.string().nullable() });

/** What is asked before a launch can go on. */
export type StepKind = 'account' | 'course' | 'choice';

/** Keeps a launch between the page that asks something and the answer to it. */
@Injectable()
export class Steps {
  constructor(
    @Inject(LtiTicketsStore) private readonly tickets: LtiTicketsStore,
    @Inject(PeopleStore) private readonly people: PeopleStore,
  ) {}

  /** `personId` is null while it is asked who this is. */
  ask(kind: StepKind, launch: Launch, personId: string | null): Promise<string> {
    return this.tickets.issue(kind, { launch, personId }, new Date(Date.now() + stepMs));
  }

  /** Ends in `LTI_LAUNCH_EXPIRED` for a ticket that was used. */
  async answer(kind: 'account', ticket: string): Promise<Launch> {
    return (await this.#use(kind, ticket)).launch;
  }

  /** The same where the person is known. */
  async answerOf(
    kind: 'course' | 'choice',
    ticket: string,
  ): Promise<{ readonly launch: Launch; readonly person: Person }> {
    const { launch, personId } = await this.#use(kind, ticket);
    const person = personId === null ? null : await this.people.find(personId);
    if (person === null) throw ticketUsed();
    return { launch, person };
  }

  async #use(kind: StepKind, ticket: string): Promise<z.infer<typeof Body>> {
    const used = await this.tickets.use(kind, ticket, new Date());
    if (used === null) throw ticketUsed();
    return Body.parse(used);
  }
}
