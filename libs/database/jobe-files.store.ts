import type { Database } from './database.js';

/** What became of a file that was brought: kept, or there is no room for it even without those that are not in use. */
export type Keeping = 'kept' | 'no-room';

/** A file that a run named a moment ago is not thrown out for another one's sake. */
const inUseMs = 10 * 60_000;

/** Keeps the files that runs name, each key's apart. */
export class JobeFilesStore {
  constructor(private readonly database: Database) {}

  /** Keeps a file under a name of its client's; the one it had before is gone. Throws out what was unused for longest where `filesBytes` demand it. */
  keep(
    key: { readonly id: string; readonly filesBytes: number },
    name: string,
    content: Uint8Array<ArrayBuffer>,
  ): Promise<Keeping> {
    return this.database.prisma.$transaction(async (prisma) => {
      await prisma.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`jobe-files ${key.id}`}, 0))`;
      const fits = await prisma.$queryRaw<{ name: string; before: bigint; recent: boolean }[]>`
        SELECT "name", sum(length("content")) OVER (ORDER BY "lastUsedAt" DESC, "name") AS "before",
          "lastUsedAt" > now() - ${inUseMs} * interval '1 millisecond' AS "recent"
        FROM "JobeFile" WHERE "keyId" = ${key.id} AND "name" <> ${name}`;
      const room = key.filesBytes - content.length;
      const outside = fits.filter((file) => Number(file.before) > room);
      if (room < 0 || outside.some((file) => file.recent)) return 'no-room';
      await prisma.jobeFile.deleteMany({
        where: { keyId: key.id, name: { in: outside.map((file) => file.name) } },
      });
      await prisma.jobeFile.upsert({
        where: { keyId_name: { keyId: key.id, name } },
        create: { keyId: key.id, name, content },
        update: { content, lastUsedAt: new Date() },
      });
      return 'kept';
    });
  }

  async has(keyId: string, name: string): Promise<boolean> {
    return (await this.database.prisma.jobeFile.count({ where: { keyId, name } })) === 1;
  }

  /** Notes that a run is about to use these, and says which of them are not there and how many bytes the others have. */
  async touch(
    keyId: string,
    names: readonly string[],
  ): Promise<{ readonly missing: readonly string[]; readonly bytes: number }> {
    if (names.length === 0) return { missing: [], bytes: 0 };
    const found = await this.database.prisma.$queryRaw<{ name: string; bytes: number }[]>`
      UPDATE "JobeFile" SET "lastUsedAt" = now() WHERE "keyId" = ${keyId} AND "name" = ANY (${names})
      RETURNING "name", length("content") AS "bytes"`;
    const there = new Set(found.map((file) => file.name));
    return {
      missing: names.filter((name) => !there.has(name)),
      bytes: found.reduce((sum, file) => sum + file.bytes, 0),
    };
  }

  /** The contents of those that are there. */
  async contents(keyId: string, names: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>> {
    if (names.length === 0) return new Map();
    const found = await this.database.prisma.jobeFile.findMany({
      where: { keyId, name: { in: [...names] } },
    });
    return new Map(found.map((file) => [file.name, file.content]));
  }

  /** Forgets files that no run has named since, and says how many. */
  async removeUnused(before: Date): Promise<number> {
    const { count } = await this.database.prisma.jobeFile.deleteMany({
      where: { lastUsedAt: { lt: before } },
    });
    return count;
  }
}
