import { Refusal } from '#libs/contracts/refusal';
import type { Database } from './database.js';
import { Prisma } from './generated/client.js';
import { cutPage, type Page, type PageRequest } from './page.js';

/** A registration of ipclab at a course platform; URLs are absolute. */
export interface LtiPlatform {
  readonly id: string;
  readonly name: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly deploymentIds: readonly string[];
  readonly authUrl: string;
  readonly tokenUrl: string;
  /** `aud` of our requests for tokens; null where that is the token URL. */
  readonly tokenAudience: string | null;
  readonly jwksUrl: string;
  /** Whether an email address that it names may be taken for the account that has it. */
  readonly vouchesForEmail: boolean;
  readonly createdAt: Date;
  readonly revision: number;
}

export type PlatformDetails = Omit<LtiPlatform, 'id' | 'createdAt' | 'revision'>;

/** Keeps which course platforms may launch ipclab. */
export class LtiPlatformsStore {
  constructor(private readonly database: Database) {}

  /** Registers, or brings a removed registration back with what is said now. Ends in `CONFLICT` when it stands already. */
  async register(details: PlatformDetails): Promise<LtiPlatform> {
    const { issuer, clientId } = details;
    const data = writable(details);
    const { count } = await this.database.prisma.ltiPlatform.updateMany({
      where: { issuer, clientId, removedAt: { not: null } },
      data: { ...data, removedAt: null, revision: { increment: 1 } },
    });
    if (count === 1) {
      return this.database.prisma.ltiPlatform.findUniqueOrThrow({
        where: { issuer_clientId: { issuer, clientId } },
      });
    }
    return this.#unlessTaken(() => this.database.prisma.ltiPlatform.create({ data }));
  }

  /** Null when somebody else has changed it since `revision`, or it is gone. */
  async change(id: string, revision: number, details: PlatformDetails): Promise<LtiPlatform | null> {
    const { count } = await this.#unlessTaken(() =>
      this.database.prisma.ltiPlatform.updateMany({
        where: { id, revision, removedAt: null },
        data: { ...writable(details), revision: { increment: 1 } },
      }),
    );
    return count === 0 ? null : this.find(id);
  }

  /** False when there is none. */
  async remove(id: string, now: Date): Promise<boolean> {
    const { count } = await this.database.prisma.ltiPlatform.updateMany({
      where: { id, removedAt: null },
      data: { removedAt: now, revision: { increment: 1 } },
    });
    return count === 1;
  }

  find(id: string): Promise<LtiPlatform | null> {
    return this.database.prisma.ltiPlatform.findFirst({ where: { id, removedAt: null } });
  }

  /** In no order; those that are removed too, for what they left behind. */
  findMany(ids: readonly string[]): Promise<LtiPlatform[]> {
    return this.database.prisma.ltiPlatform.findMany({ where: { id: { in: [...ids] } } });
  }

  /** All registrations at an issuer, or the one of a client id. */
  findByIssuer(issuer: string, clientId: string | null): Promise<LtiPlatform[]> {
    return this.database.prisma.ltiPlatform.findMany({
      where: { issuer, removedAt: null, ...(clientId === null ? {} : { clientId }) },
    });
  }

  /** Newest first. */
  async list({ first, after }: PageRequest): Promise<Page<LtiPlatform>> {
    const found = await this.database.prisma.ltiPlatform.findMany({
      where: { removedAt: null, ...(after === null ? {} : { id: { lt: after } }) },
      orderBy: { id: 'desc' },
      take: first + 1,
    });
    return cutPage(found, first);
  }

  async #unlessTaken<T>(write: () => Promise<T>): Promise<T> {
    try {
      return await write();
    } catch (error) {
      if (!(error instanceof Prisma.PrismaClientKnownRequestError) || error.code !== 'P2002') throw error;
      throw new Refusal('CONFLICT', 'A platform with this issuer and client id is registered already.');
    }
  }
}

const writable = (details: PlatformDetails) => ({ ...details, deploymentIds: [...details.deploymentIds] });
