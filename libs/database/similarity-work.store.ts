import { z } from 'zod';
import { LanguageId, SourceFile } from '#libs/contracts/language';
import { type AlikePair, type ComparedProgram, type ReadOutcome } from '#libs/contracts/similarity';
import type { Database } from './database.js';
import { Prisma } from './generated/client.js';
import { StatesStore } from './states.store.js';
import { storable } from './storable.js';

/** What a grader compares for an analysis. `versions` are hashes of the exercise, each of which had a starter of its own. */
export interface SimilarityMaterial {
  readonly exercise: string;
  readonly exerciseHash: string;
  readonly versions: readonly string[];
  readonly programs: readonly ComparedProgram[];
}

/** What it found. Ids are those of the programs of the material. */
export interface SimilarityFindings {
  readonly programs: readonly {
    readonly id: string;
    readonly outcome: ReadOutcome;
    readonly isPartlyRead: boolean;
  }[];
  readonly pairs: readonly AlikePair[];
  readonly pairsLeftOut: number;
  readonly leftOutBelow: number | null;
}

const Files = z.array(SourceFile);

/** Read together, some hundred kilobytes: the process that reads them grades too, and must not be busy for long. */
const programsAtOnce = 25;

/** Written in one statement. */
const pairsAtOnce = 500;

const recordingMs = 120_000;

/** Gives graders what an analysis compares, and takes what they found. */
export class SimilarityWorkStore {
  readonly #states: StatesStore;

  constructor(private readonly database: Database) {
    this.#states = new StatesStore(database, 'SimilarityAnalysis');
  }

  /** Null when the analysis was deleted. */
  async material(analysisId: string): Promise<SimilarityMaterial | null> {
    const { prisma } = this.database;
    const analysis = await prisma.similarityAnalysis.findUnique({
      where: { id: analysisId },
      include: { assignment: true },
    });
    if (analysis === null) return null;
    const { exercise, exerciseHash } = analysis.assignment;
    const versions = new Set([exerciseHash]);
    const programs: ComparedProgram[] = [];
    for (let after = '', isLeft = true; isLeft;) {
      const rows = await this.#programs(analysisId, after);
      for (const { program, exerciseHash: version } of rows) {
        versions.add(version);
        programs.push(program);
      }
      after = programs.at(-1)?.id ?? '';
      isLeft = rows.length === programsAtOnce;
    }
    return { exercise, exerciseHash, versions: [...versions], programs };
  }

  async #programs(analysisId: string, after: string) {
    const rows = await this.database.prisma.similarityProgram.findMany({
      where: { analysisId, id: { gt: after } },
      orderBy: { id: 'asc' },
      take: programsAtOnce,
      include: { submission: { include: { members: true } } },
    });
    return rows.map(({ id, isEarlier, submission }) => {
      const { language, files, personId, groupId, members, exerciseHash } = submission;
      const people = [personId, ...members.map((member) => member.personId)];
      const program = {
        id,
        isEarlier,
        language: LanguageId.parse(language),
        files: Files.parse(files),
        parties: [...new Set(groupId === null ? people : [...people, groupId])],
      };
      return { program, exerciseHash };
    });
  }

  /** All of it in one transaction, once; false, and no change, when the analysis had ended before. Who was erased meanwhile is in no pair. */
  record(analysisId: string, findings: SimilarityFindings): Promise<boolean> {
    const { pairsLeftOut, leftOutBelow } = findings;
    return this.database.prisma.$transaction(
      async (prisma) => {
        if ((await this.#states.end(prisma, analysisId, 'GRADED')) === 0) return false;
        const there = new Set(
          (await prisma.similarityProgram.findMany({ where: { analysisId }, select: { id: true } })).map(
            ({ id }) => id,
          ),
        );
        await recordOutcomes(prisma, findings);
        const pairs = findings.pairs.filter(({ leftId, rightId }) => there.has(leftId) && there.has(rightId));
        for (let at = 0; at < pairs.length; at += pairsAtOnce) {
          const data = pairs.slice(at, at + pairsAtOnce).map((pair) => ({ analysisId, ...storable(pair) }));
          await prisma.similarityPair.createMany({ data });
        }
        await prisma.similarityAnalysis.update({
          where: { id: analysisId },
          data: { pairsLeftOut, leftOutBelow },
        });
        return true;
      },
      { timeout: recordingMs },
    );
  }
}

async function recordOutcomes(
  prisma: Prisma.TransactionClient,
  { programs }: SimilarityFindings,
): Promise<void> {
  for (const outcome of new Set(programs.map((program) => program.outcome)))
    for (const isPartlyRead of [false, true]) {
      const alike = programs.filter((one) => one.outcome === outcome && one.isPartlyRead === isPartlyRead);
      const ids = alike.map(({ id }) => id);
      if (ids.length > 0)
        await prisma.similarityProgram.updateMany({
          where: { id: { in: ids } },
          data: { outcome, isPartlyRead },
        });
    }
}
