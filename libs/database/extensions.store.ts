import { Refusal } from '#libs/contracts/refusal';
import type { Database } from './database.js';
import { Prisma } from './generated/client.js';
import type { Extension as Row } from './generated/client.js';
import { cutPage, type Page, type PageRequest } from './page.js';
import { againAfterDeadlock } from './scores/again-after-deadlock.js';
import { refreshScores } from './scores/refresh-scores.js';

/** What somebody was granted at an assignment, why and by whom. */
export type Extension = Row;

/** Who at what. */
export interface PersonPlace {
  readonly assignmentId: string;
  readonly personId: string;
}

/** What is granted; `revision` is the one that was read, and null where nothing was granted before. */
export interface NewExtension extends PersonPlace {
  readonly dueAt: Date | null;
  readonly extraAttempts: number;
  readonly reason: string;
  readonly grantedById: string;
  readonly revision: number | null;
}

/** Keeps own due times and further attempts; scores follow them in the same transaction. */
export class ExtensionsStore {
  constructor(private readonly database: Database) {}

  /** Throws the refusal `CONFLICT` when somebody else granted, changed or took it meanwhile. */
  grant({ revision, ...extension }: NewExtension): Promise<Extension> {
    const { assignmentId, personId } = extension;
    return this.#transaction(async (prisma) => {
      const { count } =
        revision === null
          ? await prisma.extension.createMany({ data: [extension], skipDuplicates: true })
          : await prisma.extension.updateMany({
              where: { assignmentId, personId, revision },
              data: { ...extension, grantedAt: new Date(), revision: { increment: 1 } },
            });
      if (count === 0) throw await conflict(prisma, extension);
      await refreshOne(prisma, extension);
      return prisma.extension.findUniqueOrThrow({
        where: { assignmentId_personId: { assignmentId, personId } },
      });
    });
  }

  /** The same for one that is taken back. */
  async remove({ assignmentId, personId }: PersonPlace, revision: number): Promise<void> {
    await this.#transaction(async (prisma) => {
      const { count } = await prisma.extension.deleteMany({ where: { assignmentId, personId, revision } });
      if (count === 0) throw await conflict(prisma, { assignmentId, personId });
      await refreshOne(prisma, { assignmentId, personId });
    });
  }

  /** Those of an assignment, by person. */
  async list(assignmentId: string, { first, after }: PageRequest): Promise<Page<Extension>> {
    const rows = await this.database.prisma.extension.findMany({
      where: { assignmentId, ...(after !== null && { personId: { gt: after } }) },
      orderBy: { personId: 'asc' },
      take: first + 1,
    });
    return cutPage(rows, first);
  }

  /** The first of each of these assignments, by assignment. */
  async firstOfEach(
    assignmentIds: readonly string[],
    first: number,
  ): Promise<ReadonlyMap<string, Page<Extension>>> {
    const rows = await this.database.rows<Extension>(Prisma.sql`
      SELECT "one".* FROM unnest(${[...assignmentIds]}::text[]) AS "assignment" ("id") CROSS JOIN LATERAL (
        SELECT * FROM "Extension" WHERE "assignmentId" = "assignment"."id" ORDER BY "personId" LIMIT ${first + 1}) AS "one"`);
    const of = (id: string) => rows.filter(({ assignmentId }) => assignmentId === id);
    return new Map(assignmentIds.map((id) => [id, cutPage(of(id), first)]));
  }

  #transaction<T>(work: (prisma: Prisma.TransactionClient) => Promise<T>): Promise<T> {
    return againAfterDeadlock(() => this.database.prisma.$transaction(work));
  }
}

/** Who has not tried yet has no score, before and after. */
async function refreshOne(
  prisma: Prisma.TransactionClient,
  { assignmentId, personId }: PersonPlace,
): Promise<void> {
  await refreshScores(prisma, assignmentId, [personId]);
  await prisma.score.deleteMany({ where: { assignmentId, personId, attempts: 0, adjusted: null } });
}

async function conflict(prisma: Prisma.TransactionClient, place: PersonPlace): Promise<Refusal> {
  const { assignmentId, personId } = place;
  const now = await prisma.extension.findUnique({
    where: { assignmentId_personId: { assignmentId, personId } },
  });
  if (now === null) return new Refusal('CONFLICT', 'This extension is not there any more; look again.');
  const until = now.dueAt === null ? 'the due time of everybody' : now.dueAt.toISOString();
  return new Refusal(
    'CONFLICT',
    `Somebody changed this extension meanwhile: it is until ${until} with ${now.extraAttempts} further attempts now (revision ${now.revision}).`,
  );
}
