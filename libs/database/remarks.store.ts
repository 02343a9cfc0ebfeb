import type { Database } from './database.js';
import type { Remark as RemarkRow } from './generated/client.js';

/** What somebody says about a submission: Markdown, as it was written. */
export type Remark = Readonly<RemarkRow>;

/** Keeps what people say about submissions. */
export class RemarksStore {
  constructor(private readonly database: Database) {}

  create(remark: Pick<Remark, 'submissionId' | 'personId' | 'text'>): Promise<Remark> {
    return this.database.prisma.remark.create({ data: remark });
  }

  /** Null also when it was removed. */
  find(id: string): Promise<Remark | null> {
    return this.database.prisma.remark.findFirst({ where: { id, removedAt: null } });
  }

  edit(id: string, text: string, now: Date): Promise<Remark> {
    return this.database.prisma.remark.update({ where: { id }, data: { text, editedAt: now } });
  }

  /** Its place stays, its text does not. */
  async remove(id: string, now: Date): Promise<void> {
    await this.database.prisma.remark.update({ where: { id }, data: { text: '', removedAt: now } });
  }

  count(submissionId: string): Promise<number> {
    return this.database.prisma.remark.count({ where: { submissionId, removedAt: null } });
  }

  /** Those about all these submissions, the oldest first. */
  listOf(submissionIds: readonly string[]): Promise<Remark[]> {
    return this.database.prisma.remark.findMany({
      where: { submissionId: { in: [...submissionIds] }, removedAt: null },
      orderBy: { id: 'asc' },
    });
  }
}
