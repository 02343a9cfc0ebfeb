import type { Database } from './database.js';
import type { Prisma } from './generated/client.js';
import { hashTokenSecret, makeTokenSecret } from './token-secret.js';

/** What a ticket is for: `login` waits for the platform's answer, the others for the next step of the person. */
export type TicketKind = 'login' | 'account' | 'course' | 'choice' | 'entry';

/** Keeps what a browser carries through a launch. A ticket is good once, and not for long. */
export class LtiTicketsStore {
  constructor(private readonly database: Database) {}

  /** Resolves to the secret, of which only the hash is kept. */
  async issue(kind: TicketKind, body: Prisma.InputJsonObject, expiresAt: Date): Promise<string> {
    const secret = makeTokenSecret();
    await this.database.prisma.ltiTicket.create({
      data: { hash: hashTokenSecret(secret), kind, body, expiresAt },
    });
    return secret;
  }

  /** The body, for the first who asks; null when it was used, has expired, or is none of this kind. */
  async use(kind: TicketKind, secret: string, now: Date): Promise<unknown> {
    const [ticket] = await this.database.prisma.ltiTicket.updateManyAndReturn({
      where: { hash: hashTokenSecret(secret), kind, usedAt: null, expiresAt: { gt: now } },
      data: { usedAt: now },
    });
    return ticket?.body ?? null;
  }

  /** Forgets those that nobody can use any more, and says how many. */
  async removeEnded(before: Date): Promise<number> {
    const { count } = await this.database.prisma.ltiTicket.deleteMany({
      where: { expiresAt: { lt: before } },
    });
    return count;
  }
}
