import type { Database } from '../database.js';
import { Prisma } from '../generated/client.js';
import { keptOfAPerson, type KeptRows } from './kept-of-a-person.js';

/** Whose data, and which assignments hide something from them until they are due: nothing tells their points. */
export interface PersonExport {
  readonly personId: string;
  readonly withheldAssignmentIds: readonly string[];
}

interface FoundRow {
  readonly key: string;
  readonly row: unknown;
}

/**
 * Writes everything that is kept about a person as one JSON text, piece by piece: an object with the rows of each table under its
 * name, and what is withheld. What is there at the end of the reading and was not at its beginning may be missing.
 */
export async function* exportPerson(database: Database, asked: PersonExport): AsyncGenerator<string> {
  yield `{\n"withheld": ${JSON.stringify(withheld(asked))}`;
  for (const kept of keptOfAPerson) {
    yield `,\n${JSON.stringify(kept.table)}: [`;
    if (kept.mixesPoints !== true || asked.withheldAssignmentIds.length === 0) {
      yield* writeRows(database, asked, kept);
    }
    yield ']';
  }
  yield '\n}\n';
}

function withheld({ withheldAssignmentIds }: PersonExport) {
  const says =
    'Until they are due, these assignments hide some checks: reports, scores and totals come then.';
  return withheldAssignmentIds.map((assignmentId) => ({ assignmentId, says }));
}

async function* writeRows(database: Database, asked: PersonExport, kept: KeptRows): AsyncGenerator<string> {
  const { table, where, key, without = [], at = 500 } = kept;
  const name = Prisma.raw(`"${table}"`);
  const column = Prisma.raw(`"row"."${key}"`);
  let after = '';
  for (let found: FoundRow[] = [], isFirst = true; isFirst || found.length === at; isFirst = false) {
    found = await database.prisma.$queryRaw<FoundRow[]>`
      SELECT ${column} AS "key", to_jsonb("row") - ${[...without]}::text[] AS "row" FROM ${name} AS "row"
      WHERE ${where(asked.personId)} AND ${column} > ${after} ${shown(asked, kept)} ORDER BY ${column} LIMIT ${at}`;
    for (const [place, { row }] of found.entries()) {
      yield `${isFirst && place === 0 ? '' : ','}\n${JSON.stringify(row)}`;
    }
    after = found.at(-1)?.key ?? after;
  }
}

function shown({ withheldAssignmentIds }: PersonExport, { pointsOf }: KeptRows): Prisma.Sql {
  if (pointsOf === undefined || withheldAssignmentIds.length === 0) return Prisma.empty;
  const hidden = Prisma.sql`ANY(${[...withheldAssignmentIds]}::text[])`;
  if (pointsOf === 'assignmentId')
    return Prisma.sql`AND "row"."assignmentId" <> ALL(${[...withheldAssignmentIds]}::text[])`;
  return Prisma.sql`AND "row"."submissionId" NOT IN (SELECT "id" FROM "Submission" WHERE "assignmentId" = ${hidden})`;
}
