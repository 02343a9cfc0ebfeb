import { Prisma } from '../generated/client.js';

/** Rows of one table that tell about a person. */
export interface KeptRows {
  readonly table: string;
  /** Which rows; `person` is the person's id. */
  readonly where: (person: string) => Prisma.Sql;
  /** A column of text by which no two of these rows are equal. */
  readonly key: string;
  /** Secrets: nobody is given them, not even in a hashed form. */
  readonly without?: readonly string[];
  /** Whether points of one submission or assignment are in it, by the column that names which. */
  readonly pointsOf?: 'submissionId' | 'assignmentId';
  /** Whether points are in it that cannot be told apart by assignment. */
  readonly mixesPoints?: true;
  /** Rows that are read at a time; few where a row may be megabytes. */
  readonly at?: number;
}

const own = (person: string) => Prisma.sql`"row"."personId" = ${person}`;
const ofSubmissions = (person: string) =>
  Prisma.sql`"row"."submissionId" IN (SELECT "id" FROM "Submission" WHERE "personId" = ${person})`;

/**
 * Every table that tells about people, in the order in which they are written down. A test compares it with the database: whoever
 * adds a table that names a person or a submission decides here what is told, and in `erase.ts` what is taken out.
 */
export const keptOfAPerson: readonly KeptRows[] = [
  { table: 'Person', where: (id) => Prisma.sql`"row"."id" = ${id}`, key: 'id', without: ['passwordHash'] },
  { table: 'AccessToken', where: own, key: 'id', without: ['hash'] },
  {
    table: 'Invitation',
    where: (id) => Prisma.sql`("row"."personId" = ${id} OR "row"."createdById" = ${id})`,
    key: 'id',
    without: ['hash'],
  },
  { table: 'JobeKey', where: (id) => Prisma.sql`"row"."ownerId" = ${id}`, key: 'id', without: ['hash'] },
  {
    table: 'Course',
    where: (id) => Prisma.sql`"row"."id" IN (SELECT "courseId" FROM "Enrolment" WHERE "personId" = ${id})`,
    key: 'id',
  },
  { table: 'Enrolment', where: own, key: 'id' },
  { table: 'GroupMember', where: own, key: 'courseId' },
  { table: 'CourseTotal', where: own, key: 'courseId', mixesPoints: true },
  { table: 'Extension', where: own, key: 'assignmentId' },
  { table: 'Score', where: own, key: 'assignmentId', pointsOf: 'assignmentId' },
  {
    table: 'Remark',
    where: (id) => Prisma.sql`("row"."personId" = ${id} OR ${ofSubmissions(id)})`,
    key: 'id',
  },
  { table: 'HandInMember', where: own, key: 'submissionId' },
  { table: 'Submission', where: own, key: 'id', at: 5 },
  { table: 'Report', where: ofSubmissions, key: 'submissionId', pointsOf: 'submissionId', at: 20 },
  { table: 'Picture', where: ofSubmissions, key: 'id', pointsOf: 'submissionId', at: 2 },
  { table: 'PastReport', where: ofSubmissions, key: 'id', pointsOf: 'submissionId', at: 2 },
  { table: 'RejudgeEntry', where: ofSubmissions, key: 'id', pointsOf: 'submissionId' },
  // Whom it was found to be like is about others, and stays with the course.
  { table: 'SimilarityProgram', where: ofSubmissions, key: 'id' },
  { table: 'LtiIdentity', where: own, key: 'issuer' },
  { table: 'LtiMember', where: own, key: 'contextId' },
  { table: 'LtiScore', where: own, key: 'lineItemId', mixesPoints: true },
  { table: 'WebhookDelivery', where: own, key: 'id', mixesPoints: true, at: 100 },
  // Runs over Jobe's REST API are of whoever uses the client that has the key, and nobody here knows whose.
  {
    table: 'HostedRun',
    where: (id) => Prisma.sql`${own(id)} AND "row"."jobeKeyId" IS NULL`,
    key: 'id',
    at: 2,
  },
];
