import { Trace } from '#libs/contracts/trace';
import type { Database } from './database.js';

/** A traced run's picture: `name` is as in the report, such as `r2.svg`. */
export interface Picture {
  readonly submissionId: string;
  readonly run: string;
  readonly name: string;
  readonly svg: string;
  readonly text: string;
}

/** Everything but the trace, which is large and seldom asked for. */
const light = { submissionId: true, run: true, name: true, svg: true, text: true } as const;

/** Reads the pictures of gradings. */
export class PicturesStore {
  constructor(private readonly database: Database) {}

  /** In the order of their names within each submission. */
  list(submissionIds: readonly string[]): Promise<Picture[]> {
    const where = { submissionId: { in: [...submissionIds] } };
    return this.database.prisma.picture.findMany({
      where,
      select: light,
      orderBy: [{ submissionId: 'asc' }, { name: 'asc' }],
    });
  }

  find(submissionId: string, run: string): Promise<Picture | null> {
    return this.database.prisma.picture.findFirst({ where: { submissionId, run }, select: light });
  }

  async findTrace(submissionId: string, run: string): Promise<Trace | null> {
    const row = await this.database.prisma.picture.findFirst({
      where: { submissionId, run },
      select: { trace: true },
    });
    return row === null ? null : Trace.parse(row.trace);
  }
}
