import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Refusal } from '#libs/contracts/refusal';
import { JobeKeysStore, type Key } from '#libs/database/jobe-keys.store';
import type { Page, PageRequest } from '#libs/database/page';
import type { Person } from '#libs/database/people.store';
import { hashTokenSecret, makeTokenSecret } from '#libs/database/token-secret';
import { oneLine } from '../../courses/one-line.js';

const mebibyte = 1_048_576;

/** Keys of one person that open at a time. */
const keysMax = 20;

const amount = (otherwise: number, most: number) =>
  z
    .number()
    .int()
    .min(1)
    .max(most)
    .nullish()
    .transform((given) => given ?? otherwise);

const NewKey = z.object({
  label: oneLine(100),
  runsPerMinute: amount(120, 6_000),
  runsAtOnce: amount(20, 200),
  filesBytes: amount(64 * mebibyte, 256 * mebibyte),
  expiresAt: z
    .date()
    .nullish()
    .transform((given) => given ?? null),
});

/** Makes and revokes keys to Jobe's REST API, for instructors and admins. */
@Injectable()
export class JobeKeysService {
  constructor(@Inject(JobeKeysStore) private readonly keys: JobeKeysStore) {}

  /** Ends in `NOT_ALLOWED` or `BAD_INPUT`, also when the person has too many. */
  async create(person: Person, input: unknown): Promise<{ readonly secret: string; readonly key: Key }> {
    demandTeacher(person);
    const wanted = NewKey.parse(input);
    if (wanted.expiresAt !== null && wanted.expiresAt <= new Date())
      throw new Refusal('BAD_INPUT', 'expiresAt has passed already.');
    if ((await this.keys.countOpen(person.id)) >= keysMax)
      throw new Refusal('BAD_INPUT', `You have ${keysMax} keys; revoke one first.`);
    const secret = makeTokenSecret();
    const key = await this.keys.create({ ownerId: person.id, hash: hashTokenSecret(secret), ...wanted });
    return { secret, key };
  }

  /** One's own; admins see everybody's. */
  list(person: Person, page: PageRequest): Promise<Page<Key>> {
    demandTeacher(person);
    return this.keys.list(ownerOf(person), page);
  }

  /** Ends in `NOT_FOUND`. */
  async revoke(person: Person, id: string): Promise<Key> {
    demandTeacher(person);
    const key = await this.keys.revoke(id, ownerOf(person), new Date());
    if (key === null) throw new Refusal('NOT_FOUND', 'You have no such key, or it was revoked before.');
    return key;
  }
}

const ownerOf = (person: Person): string | null => (person.role === 'admin' ? null : person.id);

function demandTeacher(person: Person): void {
  if (person.role === 'student')
    throw new Refusal('NOT_ALLOWED', 'Keys to this API are made by instructors and admins.');
}
