import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { checkFiles, type HandInFile } from '#libs/catalogue/check-files';
import type { Exercise } from '#libs/catalogue/exercise';
import type { Catalogue } from '#libs/catalogue/read-catalogue';
import { tellLanguage } from '#libs/catalogue/tell-language';
import { LanguageId } from '#libs/contracts/language';
import type { Person } from '#libs/database/people.store';
import { SubmissionsStore, type AssignmentHandIn, type Submission } from '#libs/database/submissions.store';
import { HandInGate } from '../courses/assignments/hand-in-gate.service.js';
import { JobAdder } from '../queue/job-adder.js';
import { apiConfig, type ApiConfig } from '../config.js';
import { PinnedExercises } from '../storage/pinned-exercises.js';
import { catalogueToken } from '../storage/catalogue-token.js';

/** What somebody hands in; without `language` it is told from the files' names. */
export interface HandIn {
  readonly exercise: string;
  readonly language: string | null;
  readonly files: readonly HandInFile[];
  readonly assignmentId: string | null;
  readonly idempotencyKey: string | null;
}

const IdempotencyKey = z
  .string()
  .regex(/^[\x21-\x7e]{1,200}$/, 'an idempotency key is 1 to 200 printable ASCII characters without spaces')
  .nullable();

/** Takes hand-ins, however they came: row first, job second. */
@Injectable()
export class SubmitService {
  @Inject(apiConfig) private readonly config!: ApiConfig;
  @Inject(HandInGate) private readonly gate!: HandInGate;
  @Inject(PinnedExercises) private readonly versions!: PinnedExercises;

  constructor(
    @Inject(catalogueToken) private readonly catalogue: Catalogue,
    @Inject(SubmissionsStore) private readonly submissions: SubmissionsStore,
    @Inject(JobAdder) private readonly jobs: JobAdder,
  ) {}

  /**
   * Commits the row and adds its job. From the moment the row is there it will be graded, also when the queue cannot be reached
   * just now: a grader's sweep finds it. Ends in the refusals of `checkFiles`, `UNKNOWN_EXERCISE` or `TOO_MANY_WAITING`.
   */
  async submit(person: Person, handIn: HandIn): Promise<Submission> {
    const now = new Date();
    const idempotencyKey = IdempotencyKey.parse(handIn.idempotencyKey);
    const { exercise, ...open } = await this.#target(person, handIn, now);
    const language = handIn.language ?? tellLanguage(handIn.files, exercise);
    const files = checkFiles(handIn.files, exercise, language);
    const { submission, created } = await this.submissions.create(
      {
        personId: person.id,
        idempotencyKey,
        exercise: exercise.slug,
        exerciseHash: exercise.hash,
        language: LanguageId.parse(language),
        files,
        seed: randomBytes(4).toString('hex'),
        ...open,
      },
      this.config.IPCLAB_WAITING_PER_PERSON,
    );
    if (created) await this.jobs.add({ kind: 'submission', id: submission.id }, submission.priority);
    return submission;
  }

  /** What is handed in for: the version that the assignment was set with, or for practice what is offered now. */
  async #target(
    person: Person,
    handIn: HandIn,
    now: Date,
  ): Promise<{ readonly exercise: Exercise; readonly handIn?: AssignmentHandIn }> {
    const { assignmentId, exercise: slug } = handIn;
    if (assignmentId === null) return { exercise: this.catalogue.exercise(slug) };
    const open = await this.gate.open(person, { id: assignmentId, exercise: slug }, now);
    return { exercise: await this.versions.find(open.assignment), handIn: open.handIn };
  }
}
