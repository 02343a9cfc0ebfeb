import { z } from 'zod';
import { LanguageId, SourceFile } from '#libs/contracts/language';
import type { SubmissionState } from '#libs/contracts/progress';
import { Refusal } from '#libs/contracts/refusal';
import type { Report } from '#libs/contracts/report';
import type { Trace } from '#libs/contracts/trace';
import type { Database } from './database.js';
import type { Submission as Row } from './generated/client.js';
import { createOnce } from './create-once.js';
import { cutPage } from './page.js';
import type { Page, PageRequest } from './page.js';
import { StatesStore } from './states.store.js';
import { storable } from './storable.js';

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
}

/** Every part that is set narrows the list. */
export interface SubmissionFilter {
  readonly personId?: string | undefined;
  readonly exercise?: string | undefined;
  readonly states?: readonly SubmissionState[] | undefined;
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
        return prisma.submission.create({
          data: { ...submission, files: [...submission.files], priority: waiting + 1 },
        });
      },
    });
    return { submission: parse(row), created };
  }

  async find(id: string): Promise<Submission | null> {
    const row = await this.database.prisma.submission.findUnique({ where: { id } });
    return row === null ? null : parse(row);
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
        ...(filter.personId === undefined ? {} : { personId: filter.personId }),
        ...(filter.exercise === undefined ? {} : { exercise: filter.exercise }),
        ...(filter.states === undefined ? {} : { state: { in: [...filter.states] } }),
        ...(page.after === null ? {} : { id: { lt: page.after } }),
      },
      orderBy: { id: 'desc' },
      take: page.first + 1,
      omit: { files: true },
    });
    return cutPage(rows.map(parseLine), page.first);
  }

  /** Writes report, pictures and end state in one transaction; false, and no change, when the hand-in had ended before. */
  record(id: string, graded: GradedParts): Promise<boolean> {
    const { report, pictures } = storable(graded);
    return this.database.prisma.$transaction(async (prisma) => {
      const state = report.outcome === 'not-graded' ? 'NOT_GRADED' : 'GRADED';
      const count = await this.states.end(prisma, id, state);
      if (count === 0) return false;
      const { outcome, passed, points, maxPoints } = report;
      await prisma.report.create({
        data: { submissionId: id, outcome, passed, points, maxPoints, body: report },
      });
      await prisma.picture.createMany({
        data: pictures.map((picture) => ({ ...picture, submissionId: id })),
      });
      return true;
    });
  }
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
