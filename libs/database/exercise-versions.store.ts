import type { Database } from './database.js';

/** An exercise folder to be kept: `archive` as libs/catalogue/pack-exercise.ts makes it. */
export interface PackedExercise {
  readonly hash: string;
  readonly exercise: string;
  readonly archive: Uint8Array;
}

/** Keeps exercise folders as they were when they were set. */
export class ExerciseVersionsStore {
  constructor(private readonly database: Database) {}

  async isKept(hash: string): Promise<boolean> {
    const where = { hash };
    return (await this.database.prisma.exerciseVersion.count({ where })) > 0;
  }

  /** Changes nothing when this version is kept already: the same hash means the same files. */
  async keep(version: PackedExercise): Promise<void> {
    const data = { ...version, archive: Buffer.from(version.archive) };
    await this.database.prisma.exerciseVersion.createMany({ data: [data], skipDuplicates: true });
  }

  readonly archiveOf = async (hash: string): Promise<Uint8Array | null> => {
    const row = await this.database.prisma.exerciseVersion.findUnique({ where: { hash } });
    return row?.archive ?? null;
  };
}
