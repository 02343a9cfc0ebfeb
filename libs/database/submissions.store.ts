import { z } from 'zod';
import { LanguageId, SourceFile } from '#libs/contracts/language';
import type { SubmissionState } from '#libs/contracts/progress';
import { Refusal } from '#libs/contracts/refusal';
import type { Report } from '#libs/contracts/report';
import type { Trace } from '#libs/contracts/trace';
import type { AttemptsSoFar } from '#libs/courses/may-hand-in';
import type { Database } from './database.js';
import type { Prisma, Submission as Row } from './generated/client.js';
import { createOnce } from './create-once.js';
import { cutPage } from './page.js';
import type { Page, PageRequest } from './page.js';
import { againAfterDeadlock } from './scores/again-after-deadlock.js';
import { createHandIn, refreshHandIn } from './scores/hand-ins.js';
import { reportParts } from './scores/report-parts.js';
import { StatesStore } from './states.store.js';
import { storable } from './storable.js';
import type { SeenPlaces } from './submission-rights.store.js';

/** A hand-in as kept. `failure` is for instructors only. */
export interface Submission extends Omit<Row, 'language' | 'files' | 'touchedAt' | 'idempotencyKey'> {
  readonly language: LanguageId;
  readonly files: readonly SourceFile[];
}

/** A hand-in without its files, which may be a megabyte each. */
export type SubmissionLine = Omit<Submission, 'files'>;

/** `idempotencyKey` is made up by the client, or null. */
export interface NewSubmission {
  readonly personId: string;
  readonly idempotencyKey: string | null;
  readonly exercise: string;
  readonly exerciseHash: string;
  readonly language: LanguageId;
  readonly files: readonly SourceFile[];
  readonly seed: string;
  /** For an assignment of a course; without it, practice. */
  readonly handIn?: AssignmentHandIn;
}

/** What a hand-in for an assignment has beside. */
export interface AssignmentHandIn {
  readonly assignmentId: string;
  /** The group that it is handed in for, or null. */
  readonly groupId: string | null;
  /** By the clock by which it was decided that it is in time. */
  readonly submittedAt: Date;
  /** Throws the refusal of a hand-in that may not be any more, given those before it; asked while no other one can come between. */
  readonly admit: (soFar: AttemptsSoFar) => void;
}

/** Every part that is set narrows the list. */
export interface SubmissionFilter {
  readonly personId?: string | undefined;
  readonly exercise?: string | undefined;
  readonly states?: readonly SubmissionState[] | undefined;
  readonly assignmentId?: string | undefined;
  readonly courseId?: string | undefined;
  /** Only what this person sees: their own, their groups', and everybody's of the courses that they teach. */
  readonly seenBy?: ({ readonly personId: string } & SeenPlaces) | undefined;
}

/** What a grading leaves: the shape of `Graded` in libs/grading/task.ts. */
export interface GradedParts {
  readonly report: Report;
  readonly pictures: readonly {
    readonly run: string;
    readonly name: string;
    readonly svg: string;
    readonly text: string;
    readonly trace: Trace;
  }[];
}

const Files = z.array(SourceFile);

/** Keeps hand-ins, and writes each one's single report. */
export class SubmissionsStore {
  /** Moves hand-ins from state to state. */
  readonly states: StatesStore;

  constructor(private readonly database: Database) {
    this.states = new StatesStore(database, 'Submission');
  }

  /**
   * Adds a hand-in, or gives the one that the same person made with the same key. Its priority is the person's place among
   * their own waiting ones, so that many from one do not stand before the first of another. Throws the refusal
   * `TOO_MANY_WAITING` when `maxWaiting` of this person wait.
   */
  async create(
    submission: NewSubmission,
    maxWaiting: number,
  ): Promise<{ readonly submission: Submission; readonly created: boolean }> {
    const { personId, idempotencyKey } = submission;
    const { row, created } = await createOnce<Row>(this.database, personId, {
      find: (prisma) =>
        idempotencyKey === null
          ? Promise.resolve(null)
          : prisma.submission.findUnique({
              where: { personId_idempotencyKey: { personId, idempotencyKey } },
            }),
      create: async (prisma) => {
        const waiting = await prisma.submission.count({ where: { personId, state: 'QUEUED' } });
        if (waiting >= maxWaiting) throw new Refusal('TOO_MANY_WAITING', tooMany(waiting));
        const { handIn, ...row } = submission;
        const data = { ...row, files: [...row.files], priority: waiting + 1 };
        if (handIn === undefined) return prisma.submission.create({ data });
        return createHandIn(prisma, data, handIn);
      },
    });
    return { submission: parse(row), created };
  }

  async find(id: string): Promise<Submission | null> {
    const row = await this.database.prisma.submission.findUnique({ where: { id } });
    return row === null ? null : parse(row);
  }

  /** By id, in no order, without their files. */
  async findLines(ids: readonly string[]): Promise<SubmissionLine[]> {
    const rows = await this.database.prisma.submission.findMany({
      where: { id: { in: [...ids] } },
      omit: { files: true },
    });
    return rows.map(parseLine);
  }

  /** The files of each of these hand-ins, by id; those that are not there are left out. */
  async filesOf(ids: readonly string[]): Promise<ReadonlyMap<string, readonly SourceFile[]>> {
    const rows = await this.database.prisma.submission.findMany({
      where: { id: { in: [...ids] } },
      select: { id: true, files: true },
    });
    return new Map(rows.map((row) => [row.id, Files.parse(row.files)]));
  }

  /** Newest first. */
  async list(filter: SubmissionFilter, page: PageRequest): Promise<Page<SubmissionLine>> {
    const rows = await this.database.prisma.submission.findMany({
      where: {
        ...matching(filter),
        ...(page.after === null ? {} : { id: { lt: page.after } }),
      },
      orderBy: { id: 'desc' },
      take: page.first + 1,
      omit: { files: true },
    });
    return cutPage(rows.map(parseLine), page.first);
  }

  /** Writes report, pictures, scores and end state in one transaction; false, and no change, when the hand-in had ended before. */
  record(id: string, graded: GradedParts): Promise<boolean> {
    const { report, pictures } = storable(graded);
    const parts = reportParts(graded);
    const write = async (prisma: Prisma.TransactionClient): Promise<boolean> => {
      const state = report.outcome === 'not-graded' ? 'NOT_GRADED' : 'GRADED';
      const count = await this.states.end(prisma, id, state);
      if (count === 0) return false;
      const { outcome, passed, points, maxPoints } = report;
      await prisma.report.create({
        data: { submissionId: id, outcome, passed, points, maxPoints, body: report, ...parts },
      });
      await prisma.picture.createMany({
        data: pictures.map((picture) => ({ ...picture, submissionId: id })),
      });
      if (state === 'GRADED') await refreshHandIn(prisma, id);
      return true;
    };
    return againAfterDeadlock(() => this.database.prisma.$transaction(write));
  }
}

function matching({ personId, exercise, states, ...places }: SubmissionFilter): Prisma.SubmissionWhereInput {
  const { assignmentId, courseId, seenBy } = places;
  return {
    ...(personId === undefined ? {} : { personId }),
    ...(exercise === undefined ? {} : { exercise }),
    ...(states === undefined ? {} : { state: { in: [...states] } }),
    ...(assignmentId === undefined ? {} : { assignmentId }),
    ...(courseId === undefined ? {} : { assignment: { courseId } }),
    ...(seenBy === undefined ? {} : { OR: whatIsSeen(seenBy) }),
  };
}

/** Columns of the submission alone, so that each alternative is found by an index; those that nobody needs are left out. */
function whatIsSeen(seenBy: { readonly personId: string } & SeenPlaces): Prisma.SubmissionWhereInput[] {
  const { personId, groupIds, sharedIds, assignmentIds } = seenBy;
  return [
    { personId },
    ...(sharedIds.length === 0 ? [] : [{ id: { in: [...sharedIds] } }]),
    ...(groupIds.length === 0 ? [] : [{ groupId: { in: [...groupIds] } }]),
    ...(assignmentIds.length === 0 ? [] : [{ assignmentId: { in: [...assignmentIds] } }]),
  ];
}

function tooMany(waiting: number): string {
  return `${waiting} of your submissions are waiting to be graded. Wait for one of them, or cancel one.`;
}

function parse(row: Row): Submission {
  const { files, ...line } = row;
  return { ...parseLine(line), files: Files.parse(files) };
}

function parseLine(row: Omit<Row, 'files'>): SubmissionLine {
  const { touchedAt: _touchedAt, idempotencyKey: _key, ...rest } = row;
  return { ...rest, language: LanguageId.parse(row.language) };
}
