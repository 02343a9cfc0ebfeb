import { randomInt } from 'node:crypto';
import type { Database } from './database.js';
import type { JoinCode as JoinCodeRow } from './generated/client.js';

/** What a student types to come into a course. */
export type JoinCode = Readonly<JoinCodeRow>;

/** Without 0 and O, 1, I and L, which are mistaken for each other: 31 letters, 8 of them, 8.5e11 codes. */
const letters = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const lettersPerCode = 8;

/** Keeps the codes by which students come into courses. */
export class JoinCodesStore {
  constructor(private readonly database: Database) {}

  create(parts: Pick<JoinCode, 'courseId' | 'sectionId' | 'expiresAt'>): Promise<JoinCode> {
    const code = Array.from({ length: lettersPerCode }, () => letters[randomInt(letters.length)]).join('');
    return this.database.prisma.joinCode.create({ data: { ...parts, code } });
  }

  /** Null when it is unknown, and when it was revoked or has expired by `now`. */
  findGood(code: string, now: Date): Promise<JoinCode | null> {
    return this.database.prisma.joinCode.findFirst({ where: { code, ...goodAt(now) } });
  }

  /** Those of a course that let somebody in, newest first. */
  listGood(courseId: string, now: Date): Promise<JoinCode[]> {
    return this.database.prisma.joinCode.findMany({
      where: { courseId, ...goodAt(now) },
      orderBy: [{ createdAt: 'desc' }, { code: 'asc' }],
    });
  }

  /** False when the course has no such code that was still good. */
  async revoke(courseId: string, code: string, now: Date): Promise<boolean> {
    const where = { courseId, code, revokedAt: null };
    const { count } = await this.database.prisma.joinCode.updateMany({ where, data: { revokedAt: now } });
    return count === 1;
  }
}

function goodAt(now: Date) {
  return { revokedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] };
}
