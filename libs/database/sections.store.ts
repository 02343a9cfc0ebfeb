import { Refusal } from '#libs/contracts/refusal';
import { violates } from './constraint.js';
import type { Database } from './database.js';
import type { Section as SectionRow } from './generated/client.js';

/** A part of a course that meets by itself. */
export type Section = Readonly<SectionRow>;

/** Keeps the sections of courses. */
export class SectionsStore {
  constructor(private readonly database: Database) {}

  /** Throws the refusal `CONFLICT` when the course has a section of this name. */
  create(courseId: string, name: string): Promise<Section> {
    return tellingName(name, () => this.database.prisma.section.create({ data: { courseId, name } }));
  }

  /** Throws the refusal `CONFLICT` when the course has another section of this name. */
  rename(id: string, name: string): Promise<Section> {
    return tellingName(name, () => this.database.prisma.section.update({ where: { id }, data: { name } }));
  }

  /** Whoever was in it stays in the course. */
  async remove(id: string): Promise<void> {
    await this.database.prisma.section.deleteMany({ where: { id } });
  }

  find(id: string): Promise<Section | null> {
    return this.database.prisma.section.findUnique({ where: { id } });
  }

  /** In no order; ids of none are left out. */
  findMany(ids: readonly string[]): Promise<Section[]> {
    return this.database.prisma.section.findMany({ where: { id: { in: [...ids] } } });
  }

  /** Those of all these courses, by name. */
  listOf(courseIds: readonly string[]): Promise<Section[]> {
    return this.database.prisma.section.findMany({
      where: { courseId: { in: [...courseIds] } },
      orderBy: [{ name: 'asc' }, { id: 'asc' }],
    });
  }
}

async function tellingName<T>(name: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (!violates(error, 'Section_courseId_name_key')) throw error;
    throw new Refusal('CONFLICT', `This course has a section “${name}” already.`);
  }
}
