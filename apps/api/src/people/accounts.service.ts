import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Refusal } from '#libs/contracts/refusal';
import { hashPassword, passwordBytesMax, passwordMatches } from '#libs/database/password';
import { InvitationsStore } from '#libs/database/invitations.store';
import { PeopleStore, type Person } from '#libs/database/people.store';
import { hashTokenSecret, makeTokenSecret } from '#libs/database/token-secret';
import { TokensStore, type AccessToken } from '#libs/database/tokens.store';
import { apiConfig, type ApiConfig } from '../config.js';
import { TokenBucket } from '../limits/token-bucket.js';

const sessionDays = 30;
const dayMs = 24 * 60 * 60 * 1000;

/**
 * Tries to sign in, a minute. Few as one account from one address, more as one account from wherever, so that a stranger cannot
 * keep a person out, and some as whomever from one address, behind which a class may sit.
 */
const tries = { perAccountHere: 10, perAccount: 100, perAddress: 120 };

/** Personal tokens that one person may have at a time. */
const apiTokensMax = 50;

const password = z
  .string()
  .min(10, 'a password has at least 10 characters')
  .refine(
    (text) => Buffer.byteLength(text) <= passwordBytesMax,
    `a password has at most ${passwordBytesMax} bytes`,
  );
/** Something to call a person or a token by. */
const line = z
  .string()
  .trim()
  .regex(/^[^\p{Cc}\p{Cs}]{1,100}$/u, 'it has 1 to 100 characters and is one line');
const Account = z.object({ email: z.email().max(254), name: line, password });
const Label = line;

/** A token with its secret, which is shown this once. */
export interface FreshToken {
  readonly secret: string;
  readonly token: AccessToken;
  readonly person: Person;
}

/** Makes accounts and tokens, and compares passwords. */
@Injectable()
export class AccountsService {
  readonly #perAccountHere = new TokenBucket(tries.perAccountHere);
  readonly #perAccount = new TokenBucket(tries.perAccount);
  readonly #perAddress = new TokenBucket(tries.perAddress);

  @Inject(InvitationsStore) private readonly invitations!: InvitationsStore;

  constructor(
    @Inject(PeopleStore) private readonly people: PeopleStore,
    @Inject(TokensStore) private readonly tokens: TokensStore,
    @Inject(apiConfig) private readonly config: ApiConfig,
  ) {}

  /** Makes a student's account and signs it in. Ends in `NOT_ALLOWED` where accounts are made by somebody else. */
  async signUp(input: unknown, address: string): Promise<FreshToken> {
    if (this.config.IPCLAB_SIGN_UP === 'closed') {
      throw new Refusal('NOT_ALLOWED', 'Accounts are not made here; ask your teacher for one.');
    }
    const account = Account.parse(input);
    this.#count(account.email, address);
    const { email, name } = account;
    const passwordHash = await hashPassword(account.password);
    return this.#newSession(await this.people.create({ email, name, passwordHash, role: 'student' }));
  }

  /** Ends in `WRONG_CREDENTIALS`, which does not say whether there is such an account, or `TOO_MANY_REQUESTS`. */
  async signIn(email: string, given: string, address: string): Promise<FreshToken> {
    this.#count(email, address);
    const person = z.email().safeParse(email.trim()).success ? await this.people.findByEmail(email) : null;
    const matches =
      Buffer.byteLength(given) <= passwordBytesMax &&
      (await passwordMatches(person?.passwordHash ?? null, given));
    if (person === null || !matches)
      throw new Refusal('WRONG_CREDENTIALS', 'There is no account with this email address and password.');
    return this.#newSession(person);
  }

  /** Sets the first password of an account that others made, and signs it in. Ends in `NOT_FOUND` or `TOO_MANY_REQUESTS`. */
  async acceptInvitation(secret: string, given: string, address: string): Promise<FreshToken> {
    if (!this.#perAddress.take(address)) throw tooManyTries();
    const hash = hashTokenSecret(secret);
    // A password is hashed only for who may set it: hashing is made to be costly.
    if (!(await this.invitations.isGood(hash, new Date()))) throw noInvitation();
    const passwordHash = await hashPassword(password.parse(given));
    const person = await this.invitations.accept(hash, passwordHash, new Date());
    if (person === null) throw noInvitation();
    return this.#newSession(person);
  }

  /** Makes a token for a program of this person's; it is good until it is revoked. */
  async createApiToken(person: Person, label: string): Promise<FreshToken> {
    const existing = await this.tokens.list(person.id, 'api', new Date());
    if (existing.length >= apiTokensMax) {
      throw new Refusal(
        'NOT_ALLOWED',
        `You have ${existing.length} tokens, and nobody may have more; revoke one first.`,
      );
    }
    return this.#newToken(person, { kind: 'api', label: Label.parse(label), expiresAt: null });
  }

  listApiTokens(person: Person): Promise<AccessToken[]> {
    return this.tokens.list(person.id, 'api', new Date());
  }

  /** Ends in `NOT_FOUND` for a token of somebody else too. */
  async revokeToken(person: Person, id: string): Promise<void> {
    if (await this.tokens.revoke(id, person.id, new Date())) return;
    throw new Refusal('NOT_FOUND', 'You have no such token.');
  }

  /** Ends the session that a caller shows, and no other. */
  async signOut(person: Person, secret: string): Promise<void> {
    const found = await this.tokens.use(hashTokenSecret(secret), new Date());
    if (found !== null) await this.tokens.revoke(found.token.id, person.id, new Date());
  }

  #newSession(person: Person): Promise<FreshToken> {
    const expiresAt = new Date(Date.now() + sessionDays * dayMs);
    return this.#newToken(person, { kind: 'session', label: 'signed in', expiresAt });
  }

  async #newToken(
    person: Person,
    details: Pick<AccessToken, 'kind' | 'label' | 'expiresAt'>,
  ): Promise<FreshToken> {
    const secret = makeTokenSecret();
    const token = await this.tokens.create({
      personId: person.id,
      hash: hashTokenSecret(secret),
      ...details,
    });
    return { secret, token, person };
  }

  #count(email: string, address: string): void {
    const account = email.trim().toLowerCase().slice(0, 254);
    const within = [
      this.#perAddress.take(address),
      this.#perAccountHere.take(`${address} ${account}`),
      this.#perAccount.take(account),
    ];
    if (within.every(Boolean)) return;
    throw tooManyTries();
  }
}

function tooManyTries(): Refusal {
  return new Refusal('TOO_MANY_REQUESTS', 'There were too many tries to sign in; wait a minute.');
}

function noInvitation(): Refusal {
  return new Refusal(
    'NOT_FOUND',
    'This invitation is unknown, used or expired; ask your instructor for a new one.',
  );
}
