import type { Database } from './database.js';
import type { Invitation as InvitationRow } from './generated/client.js';
import type { Person } from './people.store.js';

/** What lets somebody choose their first password; of its secret only the hash is kept. */
export type Invitation = Readonly<InvitationRow>;

export type NewInvitation = Pick<Invitation, 'personId' | 'createdById' | 'hash' | 'expiresAt'>;

/** Somebody of a course who has no password. `isForeign` when they are also something where the inviter is no instructor. */
export interface Invitee extends Pick<Person, 'id' | 'email' | 'name'> {
  readonly isForeign: boolean;
}

/** Keeps the ways by which people who were enrolled by others come to their accounts. */
export class InvitationsStore {
  constructor(private readonly database: Database) {}

  /** Those in a course who can be invited, by name. */
  inviteesOf(courseId: string, inviterId: string): Promise<Invitee[]> {
    return this.database.prisma.$queryRaw<Invitee[]>`
      SELECT "person"."id", "person"."email", "person"."name", "person"."role" <> 'student' OR EXISTS (
        SELECT 1 FROM "Enrolment" AS "other" WHERE "other"."personId" = "person"."id" AND NOT EXISTS (
          SELECT 1 FROM "Enrolment" AS "own" WHERE "own"."personId" = ${inviterId} AND "own"."courseId" = "other"."courseId"
            AND "own"."endedAt" IS NULL AND "own"."role" >= 'instructor')) AS "isForeign"
      FROM "Person" AS "person" JOIN "Enrolment" AS "enrolment" ON "enrolment"."personId" = "person"."id"
      WHERE "enrolment"."courseId" = ${courseId} AND "enrolment"."endedAt" IS NULL AND "person"."passwordHash" IS NULL
        AND "person"."erasedAt" IS NULL
      ORDER BY lower("person"."name"), "person"."id"`;
  }

  /** Makes those worthless that these people had before. */
  async create(invitations: readonly NewInvitation[]): Promise<void> {
    const personIds = invitations.map(({ personId }) => personId);
    await this.database.prisma.$transaction([
      this.database.prisma.invitation.deleteMany({ where: { personId: { in: personIds }, usedAt: null } }),
      this.database.prisma.invitation.createMany({ data: [...invitations] }),
    ]);
  }

  async isGood(hash: string, now: Date): Promise<boolean> {
    return (await this.database.prisma.invitation.count({ where: goodAt(hash, now) })) === 1;
  }

  /** Uses it up and sets the password; null when it is unknown, used or expired, or the account has a password. */
  accept(hash: string, passwordHash: string, now: Date): Promise<Person | null> {
    return this.database.prisma.$transaction(async (prisma) => {
      const where = goodAt(hash, now);
      const [used] = await prisma.invitation.updateManyAndReturn({ where, data: { usedAt: now } });
      if (used === undefined) return null;
      const [person] = await prisma.person.updateManyAndReturn({
        where: { id: used.personId, passwordHash: null, erasedAt: null },
        data: { passwordHash },
      });
      return person ?? null;
    });
  }
}

function goodAt(hash: string, now: Date) {
  return { hash, usedAt: null, expiresAt: { gt: now } };
}
