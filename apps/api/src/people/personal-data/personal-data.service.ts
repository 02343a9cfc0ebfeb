import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Refusal } from '#libs/contracts/refusal';
import { passwordMatches, passwordBytesMax } from '#libs/database/password';
import { PeopleStore, type Person } from '#libs/database/people.store';
import { PersonalDataStore, type ErasedRows } from '#libs/database/personal-data.store';
import { HiddenChecks } from '../../courses/assignments/hidden-checks.service.js';
import { TokenBucket } from '../../limits/token-bucket.js';

/** Tries of a password a minute. */
const triesPerMinute = 10;

/** Gives a person, or an admin, what is kept about the person, and forgets the person (GDPR, articles 15, 17 and 20). */
@Injectable()
export class PersonalDataService {
  readonly #tries = new TokenBucket(triesPerMinute);

  constructor(
    @Inject(PersonalDataStore) private readonly data: PersonalDataStore,
    @Inject(PeopleStore) private readonly people: PeopleStore,
    @Inject(HiddenChecks) private readonly hidden: HiddenChecks,
  ) {}

  /** Without the points of what hides checks from who asks until it is due. Ends in `NOT_FOUND` for who is neither this person nor an admin. */
  async export(viewer: Person, personId: string): Promise<AsyncGenerator<string>> {
    const { id } = await this.#find(viewer, personId);
    const hidden = await this.hidden.fromMany(viewer, await this.data.assignmentIdsOf(id));
    const withheldAssignmentIds = [...hidden].flatMap(([assignmentId, groups]) =>
      groups.length > 0 ? [assignmentId] : [],
    );
    return this.data.export({ personId: id, withheldAssignmentIds });
  }

  /** Who erases themselves shows that they are who they are by their password. Ends in `WRONG_CREDENTIALS`, and `CONFLICT` for the last admin. */
  async erase(viewer: Person, personId: string, password: string | null): Promise<ErasedRows> {
    const person = await this.#find(viewer, personId);
    if (person.id === viewer.id) await this.#demandPassword(person, password ?? '');
    return this.data.erase(person.id, new Date());
  }

  async #find(viewer: Person, personId: string): Promise<Person> {
    const mayLook =
      viewer.id === personId || (viewer.role === 'admin' && z.uuid().safeParse(personId).success);
    const person = mayLook ? await this.people.find(personId) : null;
    if (person !== null && person.erasedAt === null) return person;
    throw new Refusal('NOT_FOUND', 'There is nobody with this id whose data you may have.');
  }

  async #demandPassword(person: Person, password: string): Promise<void> {
    if (!this.#tries.take(person.id)) {
      throw new Refusal('TOO_MANY_REQUESTS', 'There were too many tries; wait a minute.');
    }
    if (person.passwordHash === null) {
      throw new Refusal('NOT_ALLOWED', 'You have no password here to show that it is you; ask an admin.');
    }
    const isPossible = Buffer.byteLength(password) <= passwordBytesMax;
    if (isPossible && (await passwordMatches(person.passwordHash, password))) return;
    throw new Refusal('WRONG_CREDENTIALS', 'This is not your password.');
  }
}
