import { Inject, Injectable } from '@nestjs/common';
import { Refusal } from '#libs/contracts/refusal';
import { InvitationsStore, type Invitee } from '#libs/database/invitations.store';
import { PeopleStore, type Person } from '#libs/database/people.store';
import { hashTokenSecret, makeTokenSecret } from '#libs/database/token-secret';
import { CoursesService } from '../../courses/courses.service.js';
import type { InvitationModel, InvitationsModel } from './invitation.model.js';

const invitationDays = 30;
const dayMs = 24 * 60 * 60 * 1000;

/** Whoever may invite somebody may become them: an instructor elsewhere could otherwise come into courses that are not theirs. */
const foreign = 'They are also in a course of others, or more than a student; an admin invites them.';

/** Makes the invitations that an instructor hands to people who were enrolled without an account. */
@Injectable()
export class InvitationsService {
  constructor(
    @Inject(InvitationsStore) private readonly invitations: InvitationsStore,
    @Inject(PeopleStore) private readonly people: PeopleStore,
    @Inject(CoursesService) private readonly courses: CoursesService,
  ) {}

  /**
   * For those of a course who have no password: all of them, or, with `personIds`, these. Earlier invitations of theirs become
   * worthless. Ends in `BAD_INPUT` for who is not in the course or has a password.
   */
  async invite(
    viewer: Person,
    courseId: string,
    personIds: readonly string[] | null,
  ): Promise<InvitationsModel> {
    await this.courses.open(viewer, courseId, 'instructor');
    const invitees = choose(await this.invitations.inviteesOf(courseId, viewer.id), personIds);
    const isRefused = ({ isForeign }: Invitee) => isForeign && viewer.role !== 'admin';
    const people = new Map(
      (await this.people.findMany(invitees.map(({ id }) => id))).map((one) => [one.id, one]),
    );
    const personOf = ({ id }: Invitee) => people.get(id) ?? missing(id);
    const invited = invitees.filter((invitee) => !isRefused(invitee)).map(personOf);
    const notInvited = invitees.filter(isRefused).map((one) => ({ person: personOf(one), reason: foreign }));
    return { invitations: await this.makeFor(viewer, invited), notInvited };
  }

  /** Whoever calls this has seen to it that the inviter may. */
  async makeFor(inviter: Person, people: readonly Person[]): Promise<InvitationModel[]> {
    const expiresAt = new Date(Date.now() + invitationDays * dayMs);
    const made = people.map((person) => ({ person, secret: makeTokenSecret(), expiresAt }));
    await this.invitations.create(
      made.map(({ person, secret }) => ({
        personId: person.id,
        createdById: inviter.id,
        hash: hashTokenSecret(secret),
        expiresAt,
      })),
    );
    return made;
  }
}

function choose(all: readonly Invitee[], personIds: readonly string[] | null): readonly Invitee[] {
  if (personIds === null) return all;
  const byId = new Map(all.map((one) => [one.id, one]));
  return [...new Set(personIds)].map((id) => {
    const one = byId.get(id);
    if (one !== undefined) return one;
    throw new Refusal('BAD_INPUT', 'Somebody named here is not in the course, or has a password already.');
  });
}

function missing(id: string): never {
  throw new Error(`The person ${id} was there a moment ago.`);
}
