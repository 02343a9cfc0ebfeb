import type { Database } from './database.js';
import type { TokenKind } from './generated/client.js';
import type { Person } from './people.store.js';

/** A token without its secret: `hash` is the SHA-256 of it in hexadecimal. A null `expiresAt` never comes. */
export interface AccessToken {
  readonly id: string;
  readonly personId: string;
  readonly kind: TokenKind;
  readonly hash: string;
  readonly label: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
}

export type NewToken = Pick<AccessToken, 'personId' | 'kind' | 'hash' | 'label' | 'expiresAt'>;

/** `lastUsedAt` is as exact as this; every request would otherwise be a write. */
const touchEveryMs = 60_000;

/** Keeps what signed-in people and their programs show at the door. */
export class TokensStore {
  constructor(private readonly database: Database) {}

  create(token: NewToken): Promise<AccessToken> {
    return this.database.prisma.accessToken.create({ data: token });
  }

  /** The token and its person, unless it is unknown, revoked or expired at `now`. Notes the use. */
  async use(
    hash: string,
    now: Date,
  ): Promise<{ readonly token: AccessToken; readonly person: Person } | null> {
    const found = await this.database.prisma.accessToken.findUnique({
      where: { hash },
      include: { person: true },
    });
    if (found === null || found.revokedAt !== null) return null;
    if (found.expiresAt !== null && found.expiresAt <= now) return null;
    const { person, ...token } = found;
    if (token.lastUsedAt === null || now.getTime() - token.lastUsedAt.getTime() >= touchEveryMs) {
      await this.database.prisma.accessToken.update({ where: { id: token.id }, data: { lastUsedAt: now } });
    }
    return { token, person };
  }

  /** Those that still open the door, newest first. */
  list(personId: string, kind: TokenKind, now: Date): Promise<AccessToken[]> {
    const valid = { revokedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] };
    return this.database.prisma.accessToken.findMany({
      where: { personId, kind, ...valid },
      orderBy: { id: 'desc' },
    });
  }

  /** False when this person has no such token that was still good. */
  async revoke(id: string, personId: string, now: Date): Promise<boolean> {
    const where = { id, personId, revokedAt: null };
    const { count } = await this.database.prisma.accessToken.updateMany({ where, data: { revokedAt: now } });
    return count === 1;
  }

  /** Forgets at most so many of the tokens that ended before a time, and says how many. Several processes at once share the work. */
  removeEnded(before: Date, most: number): Promise<number> {
    return this.database.prisma.$executeRaw`
      DELETE FROM "AccessToken" WHERE "id" IN (
        SELECT "id" FROM "AccessToken" WHERE "expiresAt" < ${before} OR "revokedAt" < ${before}
        ORDER BY "id" LIMIT ${most} FOR UPDATE SKIP LOCKED)`;
  }
}
