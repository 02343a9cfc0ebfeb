import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Refusal } from '#libs/contracts/refusal';
import type { Page, PageRequest } from '#libs/database/page';
import { PeopleStore, type Person } from '#libs/database/people.store';
import { isId, oneLine } from '../../courses/one-line.js';
import type { InvitationModel } from '../invitations/invitation.model.js';
import { InvitationsService } from '../invitations/invitations.service.js';

const PageSize = z
  .number()
  .int()
  .min(1, 'at least 1 can be asked for')
  .max(100, 'at most 100 can be asked for');
const NewPerson = z.object({
  email: z.email().max(254),
  name: oneLine(100),
  role: z.enum(['student', 'instructor', 'admin']),
});

/** Says who is an instructor and who is an admin; for admins. */
@Injectable()
export class AdministrationService {
  constructor(
    @Inject(PeopleStore) private readonly people: PeopleStore,
    @Inject(InvitationsService) private readonly invitations: InvitationsService,
  ) {}

  /** Newest first. */
  list(viewer: Person, text: string | null, page: PageRequest): Promise<Page<Person>> {
    demandAdmin(viewer);
    if (page.after !== null && !isId(page.after)) {
      throw new Refusal('BAD_INPUT', 'This cursor is not one that came from here.');
    }
    const wanted = text?.replaceAll('\0', '').slice(0, 200) ?? null;
    return this.people.list(wanted, { ...page, first: PageSize.parse(page.first) });
  }

  /** Makes an account and the invitation that opens it. Ends in `EMAIL_TAKEN`. */
  async create(viewer: Person, input: unknown): Promise<InvitationModel> {
    demandAdmin(viewer);
    const person = await this.people.create({ ...NewPerson.parse(input), passwordHash: null });
    const [invitation] = await this.invitations.makeFor(viewer, [person]);
    if (invitation === undefined) throw new Error(`No invitation was made for ${person.id}.`);
    return invitation;
  }

  /** Ends in `CONFLICT` for the last admin. What somebody is in courses stays. */
  async setRole(viewer: Person, id: string, role: Person['role']): Promise<Person> {
    demandAdmin(viewer);
    const changed = isId(id) ? await this.people.setRole(id, role) : null;
    if (changed === null) throw new Refusal('NOT_FOUND', 'There is nobody with this id.');
    return changed;
  }
}

function demandAdmin(viewer: Person): void {
  if (viewer.role !== 'admin') throw new Refusal('NOT_ALLOWED', 'This is for admins.');
}
