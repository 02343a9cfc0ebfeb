import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Logger } from 'pino';
import { z } from 'zod';
import { Refusal } from '#libs/contracts/refusal';
import { RejudgeChoice, rejudgeLimits } from '#libs/contracts/rejudging';
import type { Page, PageRequest } from '#libs/database/page';
import type { Person } from '#libs/database/people.store';
import { RegradingsStore } from '#libs/database/regradings.store';
import {
  RejudgeSetsStore,
  type RejudgeChange,
  type RejudgeEntry,
  type RejudgeSet,
} from '#libs/database/rejudge-sets.store';
import { SubmissionsStore, type SubmissionLine } from '#libs/database/submissions.store';
import { CourseAccess, type CourseRole } from '../../courses/course-access.js';
import { apiLogger } from '../../logger.js';
import { JobAdder } from '../../queue/job-adder.js';
import type { CreateRejudgeSetInput } from './rejudge.inputs.js';
import { RejudgeVersions } from './rejudge-versions.js';

const Id = z.uuid();
const Reason = z
  .string()
  .trim()
  .min(1, 'say why, for whoever reads it later')
  .max(rejudgeLimits.reasonLength, `a reason has at most ${rejudgeLimits.reasonLength} characters`);
const Repeats = z
  .number()
  .int()
  .min(1, 'at least one regrading is needed')
  .max(rejudgeLimits.repeats, `at most ${rejudgeLimits.repeats} repeats can be asked for`);

/** Transactions, of 20 submissions each, that are done before an application is answered; the rest follows behind it. */
const chunksAtOnceMax = 10;

/** Makes sets of regradings, and applies or cancels them: for instructors; assistants look on. */
@Injectable()
export class RejudgingService implements OnApplicationShutdown {
  #stopping = false;
  readonly #under = new Set<Promise<void>>();
  @Inject(RegradingsStore) private readonly regradings!: RegradingsStore;
  @Inject(SubmissionsStore) private readonly submissions!: SubmissionsStore;
  @Inject(JobAdder) private readonly jobs!: JobAdder;
  @Inject(apiLogger) private readonly logger!: Logger;

  constructor(
    @Inject(RejudgeSetsStore) readonly sets: RejudgeSetsStore,
    @Inject(RejudgeVersions) private readonly versions: RejudgeVersions,
    @Inject(CourseAccess) private readonly access: CourseAccess,
  ) {}

  /** Ends in `BAD_INPUT` when nothing is as chosen, or too much is. */
  async create(person: Person, input: CreateRejudgeSetInput): Promise<RejudgeSet> {
    const { courseId } = input;
    await this.access.demand(person, courseId, 'instructor');
    const choice = readChoice(input);
    const set = await this.sets.create({
      courseId,
      reason: Reason.parse(input.reason),
      repeats: Repeats.parse(input.repeats),
      choice,
      createdById: person.id,
      versions: await this.versions.of(courseId, choice.version),
    });
    await this.#offer();
    return set;
  }

  /** Ends in `NOT_FOUND` for who is not in its course. */
  async find(person: Person, id: string, least: CourseRole): Promise<RejudgeSet> {
    const set = Id.safeParse(id).success ? await this.sets.find(id) : null;
    const role = set && (await this.access.roleOf(person, set.courseId));
    if (set === null || role === null)
      throw new Refusal('NOT_FOUND', 'You have no set of regradings with this id.');
    await this.access.demand(person, set.courseId, least);
    return set;
  }

  /** Entries of a set with their submissions. */
  async entries(
    setId: string,
    change: RejudgeChange | null,
    asked: PageRequest,
  ): Promise<Page<{ entry: RejudgeEntry; submission: SubmissionLine }>> {
    const { items, hasNext } = await this.sets.entries(setId, change, asked);
    const found = await this.submissions.findLines(items.map(({ submissionId }) => submissionId));
    const byId = new Map(found.map((submission) => [submission.id, submission]));
    const pairs = items.flatMap((entry) => {
      const submission = byId.get(entry.submissionId);
      return submission === undefined ? [] : [{ entry, submission }];
    });
    return { items: pairs, hasNext };
  }

  /** Replaces the reports. Ends in `CONFLICT` while regradings go on, and when somebody else was faster. */
  async apply(person: Person, which: { id: string; revision: number }): Promise<RejudgeSet> {
    const set = await this.find(person, which.id, 'instructor');
    const { done, total } = await this.sets.progress(set.id);
    if (set.state === 'OPEN' && done < total) {
      throw new Refusal(
        'CONFLICT',
        `${total - done} of ${total} regradings go on; wait for them, or cancel the set.`,
      );
    }
    await this.#move(set, which, { state: 'APPLYING', endedById: person.id });
    await this.#applyAll(set.id);
    return this.#again(set);
  }

  /** Forgets the regradings, and ends those that go on. */
  async cancel(person: Person, which: { id: string; revision: number }): Promise<RejudgeSet> {
    const set = await this.find(person, which.id, 'instructor');
    await this.#move(set, which, { state: 'CANCELLED', endedById: person.id });
    await this.sets.release(set.id);
    await this.#offer();
    return this.#again(set);
  }

  async onApplicationShutdown(): Promise<void> {
    this.#stopping = true;
    await Promise.all(this.#under);
  }

  async #move(
    set: RejudgeSet,
    { revision }: { revision: number },
    to: { state: 'APPLYING' | 'CANCELLED'; endedById: string },
  ): Promise<void> {
    if ((await this.sets.move({ id: set.id, revision }, to)) !== null) return;
    const now = await this.#again(set);
    throw new Refusal(
      'CONFLICT',
      `Somebody changed this set meanwhile: it is ${now.state} and has the revision ${now.revision}.`,
    );
  }

  // A grader finishes what this process cannot.
  async #applyAll(id: string): Promise<void> {
    for (let chunk = 0; chunk < chunksAtOnceMax; chunk += 1) if (!(await this.sets.applySome(id))) return;
    const rest = this.#applyRest(id).catch((error: unknown) => {
      this.logger.error({ err: error, setId: id }, 'a set could not be applied; a grader will');
    });
    this.#under.add(rest);
    void rest.finally(() => this.#under.delete(rest));
  }

  async #applyRest(id: string): Promise<void> {
    let isLeft = true;
    while (isLeft && !this.#stopping) isLeft = await this.sets.applySome(id);
  }

  async #again(set: RejudgeSet): Promise<RejudgeSet> {
    return (await this.sets.find(set.id)) ?? set;
  }

  async #offer(): Promise<void> {
    for (const { id, priority } of await this.regradings.offer())
      await this.jobs.add({ kind: 'regrading', id }, priority);
  }
}

function readChoice({ choice, version }: CreateRejudgeSetInput): RejudgeChoice {
  const { from, to, outcomes } = choice;
  return RejudgeChoice.parse({
    assignmentIds: choice.assignmentIds ?? null,
    exerciseHash: choice.exerciseHash ?? null,
    outcomes: outcomes?.map((outcome) => outcome.replaceAll('_', '-')) ?? null,
    passed: choice.passed ?? null,
    failedCheck: choice.failedCheck?.replaceAll('\0', '') ?? null,
    personIds: choice.personIds ?? null,
    from: from?.toISOString() ?? null,
    to: to?.toISOString() ?? null,
    version,
  });
}
