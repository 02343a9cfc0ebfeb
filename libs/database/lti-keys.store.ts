import type { Database } from './database.js';
import type { Prisma } from './generated/client.js';

/** A key pair of ours: `publicJwk` is for everybody, `sealed` the private JWK as whoever seals it wrote it. */
export interface LtiKey {
  readonly id: string;
  readonly publicJwk: unknown;
  /** Null once the key is retired. */
  readonly sealed: Uint8Array<ArrayBuffer> | null;
  readonly createdAt: Date;
  readonly retiredAt: Date | null;
}

export interface NewLtiKey {
  readonly id: string;
  readonly publicJwk: Prisma.InputJsonObject;
  readonly sealed: Uint8Array<ArrayBuffer>;
}

/** Keeps the keys that ipclab signs with as a tool. */
export class LtiKeysStore {
  constructor(private readonly database: Database) {}

  /** The key that signs; null before the first. */
  current(): Promise<LtiKey | null> {
    return this.database.prisma.ltiKey.findFirst({
      where: { retiredAt: null },
      orderBy: { createdAt: 'desc' },
    });
  }

  /** The key that signs and those retired after `since`, newest first. */
  shown(since: Date): Promise<LtiKey[]> {
    return this.database.prisma.ltiKey.findMany({
      where: { OR: [{ retiredAt: null }, { retiredAt: { gt: since } }] },
      orderBy: { createdAt: 'desc' },
    });
  }

  /**
   * Lets a new key sign in place of the one named, whose private half is forgotten. When another process has replaced that
   * one already, its key is given and `made` is thrown away.
   */
  replace(id: string | null, made: NewLtiKey, now: Date): Promise<LtiKey> {
    return this.database.prisma.$transaction(async (prisma) => {
      await prisma.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('lti-key', 0))`;
      const current = await prisma.ltiKey.findFirst({ where: { retiredAt: null } });
      if (current !== null && current.id !== id) return current;
      if (current !== null)
        await prisma.ltiKey.update({ where: { id: current.id }, data: { retiredAt: now, sealed: null } });
      return prisma.ltiKey.create({ data: { ...made } });
    });
  }
}
