import { Inject, Injectable } from '@nestjs/common';
import DataLoader from 'dataloader';
import type { SimilarityFragment } from '#libs/contracts/similarity';
import { SimilarityFindingsStore, type SimilarProgram } from '#libs/database/similarity-findings.store';
import { SubmissionsStore, type SubmissionLine } from '#libs/database/submissions.store';

/** A program that was compared, with the row of its hand-in. */
export interface ComparedSide {
  readonly program: SimilarProgram;
  readonly submission: SubmissionLine;
}

/** What one operation looks up about similarity by id, together. */
export interface SimilarityLoaders {
  /** By program; null when its person was erased meanwhile. */
  readonly side: DataLoader<string, ComparedSide | null>;
  /** By pair. */
  readonly fragments: DataLoader<string, readonly SimilarityFragment[]>;
}

/** Makes the loaders of similarity for one operation. */
@Injectable()
export class SimilarityLoadersFactory {
  constructor(
    @Inject(SimilarityFindingsStore) private readonly findings: SimilarityFindingsStore,
    @Inject(SubmissionsStore) private readonly submissions: SubmissionsStore,
  ) {}

  make(): SimilarityLoaders {
    return {
      side: new DataLoader((ids) => this.#sides(ids)),
      fragments: new DataLoader(async (ids) => {
        const found = await this.findings.fragmentsOf(ids);
        return ids.map((id) => found.get(id) ?? []);
      }),
    };
  }

  async #sides(ids: readonly string[]): Promise<(ComparedSide | null)[]> {
    const programs = new Map((await this.findings.programsOf(ids)).map((program) => [program.id, program]));
    const lines = await this.submissions.findLines(
      [...programs.values()].map(({ submissionId }) => submissionId),
    );
    const submissions = new Map(lines.map((line) => [line.id, line]));
    return ids.map((id) => {
      const program = programs.get(id);
      const submission = submissions.get(program?.submissionId ?? '');
      return program === undefined || submission === undefined ? null : { program, submission };
    });
  }
}
