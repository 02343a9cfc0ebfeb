import type { Database } from './database.js';
import { Prisma } from './generated/client.js';
import type { Person } from './people.store.js';

/** Who a platform says that somebody is. `email` is in lower case. */
export interface LtiPerson {
  readonly issuer: string;
  readonly subject: string;
  readonly name: string;
  readonly email: string | null;
}

/** How a person of a platform was found here; `taken` is the account that has the address and that nobody has vouched for. */
export type FoundPerson =
  | { readonly kind: 'known'; readonly person: Person }
  | { readonly kind: 'made'; readonly person: Person }
  | { readonly kind: 'taken'; readonly person: Person };

/** Keeps who of ours is whom at which issuer. */
export class LtiPeopleStore {
  constructor(private readonly database: Database) {}

  /**
   * Finds or makes the person. An account that has the address already is taken for the same person only when `vouched`, and
   * only while it is a student's: nobody becomes an instructor or an admin of the whole system by an address.
   */
  async findOrMake(who: LtiPerson, vouched: boolean): Promise<FoundPerson> {
    return this.database.prisma.$transaction(async (prisma) => {
      await prisma.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`lti ${who.issuer} ${who.subject}`}, 0))`;
      const known = await prisma.ltiIdentity.findUnique({
        where: { issuer_subject: { issuer: who.issuer, subject: who.subject } },
        include: { person: true },
      });
      if (known !== null) return { kind: 'known', person: known.person };
      const same =
        who.email === null ? null : await prisma.person.findUnique({ where: { email: who.email } });
      if (same !== null && !(vouched && same.role === 'student')) return { kind: 'taken', person: same };
      if (same !== null && (await this.#hasOther(prisma, same.id, who.issuer)))
        return { kind: 'taken', person: same };
      const person =
        same ??
        (await prisma.person.create({
          data: { name: who.name, email: who.email ?? madeUpAddress(), passwordHash: null },
        }));
      const { issuer, subject } = who;
      await prisma.ltiIdentity.create({ data: { issuer, subject, personId: person.id } });
      return { kind: same === null ? 'made' : 'known', person };
    });
  }

  /** Who of ours the members of a roster are, as far as they are known, without making anybody. */
  async lookUp(
    issuer: string,
    members: readonly Pick<LtiPerson, 'subject' | 'email'>[],
  ): Promise<{
    readonly bySubject: ReadonlyMap<string, string>;
    readonly byEmail: ReadonlyMap<string, Person>;
  }> {
    const subjects = members.map(({ subject }) => subject);
    const emails = members.flatMap(({ email }) => email ?? []);
    const [identities, people] = await Promise.all([
      this.database.prisma.ltiIdentity.findMany({ where: { issuer, subject: { in: subjects } } }),
      this.database.prisma.person.findMany({ where: { email: { in: emails } } }),
    ]);
    return {
      bySubject: new Map(identities.map(({ subject, personId }) => [subject, personId])),
      byEmail: new Map(people.map((person) => [person.email, person])),
    };
  }

  /** Takes down who somebody is who proved to have the account. False when the account is somebody else at this issuer. */
  async link(who: Pick<LtiPerson, 'issuer' | 'subject'>, personId: string): Promise<boolean> {
    const { issuer, subject } = who;
    try {
      await this.database.prisma.ltiIdentity.create({ data: { issuer, subject, personId } });
      return true;
    } catch (error) {
      if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002') return false;
      throw error;
    }
  }

  /** What the issuer calls somebody; null when it never launched them. */
  async subjectOf(issuer: string, personId: string): Promise<string | null> {
    const row = await this.database.prisma.ltiIdentity.findUnique({
      where: { issuer_personId: { issuer, personId } },
    });
    return row?.subject ?? null;
  }

  async #hasOther(prisma: Prisma.TransactionClient, personId: string, issuer: string): Promise<boolean> {
    return (await prisma.ltiIdentity.count({ where: { personId, issuer } })) > 0;
  }
}

/** For who is launched without an address; nothing is ever sent there (RFC 2606). */
function madeUpAddress(): string {
  return `${crypto.randomUUID()}@lti.invalid`;
}
