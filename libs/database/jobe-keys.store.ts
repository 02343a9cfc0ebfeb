import type { Database } from './database.js';
import type { JobeKey } from './generated/client.js';
import { cutPage, type Page, type PageRequest } from './page.js';
import type { Person } from './people.store.js';

/** A key without its secret: `hash` is the SHA-256 of it in hexadecimal. `filesBytes` bounds all files kept for it together. */
export type Key = JobeKey;

export type NewKey = Pick<
  Key,
  'ownerId' | 'hash' | 'label' | 'runsPerMinute' | 'runsAtOnce' | 'filesBytes' | 'expiresAt'
>;

/** `lastUsedAt` is as exact as this; every run would otherwise be a write more. */
const touchEveryMs = 60_000;

/** Keeps the keys that open Jobe's REST API. */
export class JobeKeysStore {
  constructor(private readonly database: Database) {}

  create(key: NewKey): Promise<Key> {
    return this.database.prisma.jobeKey.create({ data: key });
  }

  /** The key and its owner, unless it is unknown, revoked or expired at `now`. Notes the use. */
  async use(hash: string, now: Date): Promise<{ readonly key: Key; readonly owner: Person } | null> {
    const found = await this.database.prisma.jobeKey.findUnique({
      where: { hash },
      include: { owner: true },
    });
    if (found === null || found.revokedAt !== null) return null;
    if (found.expiresAt !== null && found.expiresAt <= now) return null;
    const { owner, ...key } = found;
    if (key.lastUsedAt === null || now.getTime() - key.lastUsedAt.getTime() >= touchEveryMs) {
      await this.database.prisma.jobeKey.update({ where: { id: key.id }, data: { lastUsedAt: now } });
    }
    return { key, owner };
  }

  /** Those of one person, or of everybody with null; the newest first, the revoked ones too. */
  async list(ownerId: string | null, { first, after }: PageRequest): Promise<Page<Key>> {
    const found = await this.database.prisma.jobeKey.findMany({
      where: { ...(ownerId === null ? {} : { ownerId }), ...(after === null ? {} : { id: { lt: after } }) },
      orderBy: { id: 'desc' },
      take: first + 1,
    });
    return cutPage(found, first);
  }

  /** How many of a person's keys still open. */
  countOpen(ownerId: string): Promise<number> {
    return this.database.prisma.jobeKey.count({ where: { ownerId, revokedAt: null } });
  }

  /** The key as it is now, with its files gone; null when there is none that was still good, or it is not this owner's. */
  revoke(id: string, ownerId: string | null, now: Date): Promise<Key | null> {
    return this.database.prisma.$transaction(async (prisma) => {
      const where = { id, revokedAt: null, ...(ownerId === null ? {} : { ownerId }) };
      const { count } = await prisma.jobeKey.updateMany({ where, data: { revokedAt: now } });
      if (count === 0) return null;
      await prisma.jobeFile.deleteMany({ where: { keyId: id } });
      return prisma.jobeKey.findUnique({ where: { id } });
    });
  }
}
