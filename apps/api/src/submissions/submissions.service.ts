import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { endStates, type SubmissionState } from '#libs/contracts/progress';
import { Refusal } from '#libs/contracts/refusal';
import type { Page } from '#libs/database/page';
import type { Person } from '#libs/database/people.store';
import { SubmissionsStore, type Submission, type SubmissionLine } from '#libs/database/submissions.store';
import type { SeenPlaces } from '#libs/database/submission-rights.store';
import { JobAdder } from '../queue/job-adder.js';
import { SubmissionAccess } from './submission-access.js';

const Id = z.uuid();
const PageSize = z
  .number()
  .int()
  .min(1, 'at least 1 can be asked for')
  .max(100, 'at most 100 can be asked for');

/** What of the list is wanted; null does not narrow it. */
export interface SubmissionsRequest {
  readonly first: number;
  readonly after: string | null;
  readonly exercise: string | null;
  readonly states: readonly SubmissionState[] | null;
  readonly personId: string | null;
  readonly assignmentId: string | null;
  readonly courseId: string | null;
}

/** Whoever shows a submission, or anything that belongs to it, has it from here: `SubmissionAccess` says whose work somebody sees. */
@Injectable()
export class SubmissionsService {
  constructor(
    @Inject(SubmissionsStore) private readonly submissions: SubmissionsStore,
    @Inject(JobAdder) private readonly jobs: JobAdder,
    @Inject(SubmissionAccess) private readonly access: SubmissionAccess,
  ) {}

  /** Ends in `NOT_FOUND` for somebody else's too, so that nobody learns which ids there are. */
  async find(person: Person, id: string): Promise<Submission> {
    const found = Id.safeParse(id).success ? await this.submissions.find(id) : null;
    if (found !== null && (await this.access.rightOf(person, found)) !== null) return found;
    throw new Refusal('NOT_FOUND', 'You have no submission with this id.');
  }

  /** Newest first, of what this person sees. Who sees nobody else's work and asks for it gets `NOT_ALLOWED`. */
  async list(person: Person, request: SubmissionsRequest): Promise<Page<SubmissionLine>> {
    const { exercise, states, personId, assignmentId, courseId, after } = request;
    const places = await this.access.placesOf(person);
    if (personId !== null && personId !== person.id && seesNobodyElse(places)) {
      throw new Refusal('NOT_ALLOWED', 'You see your own submissions only.');
    }
    const filter = {
      personId: checkedId(personId),
      exercise: exercise?.replaceAll('\0', ''),
      states: states ?? undefined,
      assignmentId: checkedId(assignmentId),
      courseId: checkedId(courseId),
      seenBy: places && { personId: person.id, ...places },
    };
    return this.submissions.list(filter, {
      first: PageSize.parse(request.first),
      after: checkedId(after) ?? null,
    });
  }

  /** Ends in `ALREADY_ENDED` when there is nothing left to cancel. */
  async cancel(person: Person, id: string): Promise<Submission> {
    const found = await this.find(person, id);
    if (endStates.includes(found.state) || !(await this.submissions.states.cancel(id))) {
      throw new Refusal('ALREADY_ENDED', 'This submission has ended; there is nothing left to cancel.');
    }
    await this.jobs.remove(id);
    return this.find(person, id);
  }
}

function seesNobodyElse(places: SeenPlaces | undefined): boolean {
  return places !== undefined && Object.values(places).every((ids) => ids.length === 0);
}

function checkedId(id: string | null): string | undefined {
  if (id === null) return undefined;
  if (Id.safeParse(id).success) return id;
  throw new Refusal('BAD_INPUT', 'An id or cursor is not one that came from here.');
}
