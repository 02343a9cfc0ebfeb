import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { endStates, type SubmissionState } from '#libs/contracts/progress';
import { Refusal } from '#libs/contracts/refusal';
import type { Page } from '#libs/database/page';
import type { Person } from '#libs/database/people.store';
import { SubmissionsStore, type Submission, type SubmissionLine } from '#libs/database/submissions.store';
import { JobAdder } from '../queue/job-adder.js';

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
}

/** Students see their own work, instructors and admins everybody's: whoever shows a submission has it from here. */
@Injectable()
export class SubmissionsService {
  constructor(
    @Inject(SubmissionsStore) private readonly submissions: SubmissionsStore,
    @Inject(JobAdder) private readonly jobs: JobAdder,
  ) {}

  /** Ends in `NOT_FOUND` for somebody else's too, so that nobody learns which ids there are. */
  async find(person: Person, id: string): Promise<Submission> {
    const found = Id.safeParse(id).success ? await this.submissions.find(id) : null;
    if (found !== null && maySee(person, found.personId)) return found;
    throw new Refusal('NOT_FOUND', 'You have no submission with this id.');
  }

  /** Newest first. A student who asks for somebody else's gets `NOT_ALLOWED`. */
  list(person: Person, request: SubmissionsRequest): Promise<Page<SubmissionLine>> {
    const { exercise, states, personId, after } = request;
    if (personId !== null && !maySee(person, personId)) {
      throw new Refusal('NOT_ALLOWED', 'Students see their own submissions only.');
    }
    const whose = person.role === 'student' ? person.id : personId;
    const filter = {
      personId: whose === null ? undefined : checkedId(whose),
      exercise: exercise?.replaceAll('\0', ''),
      states: states ?? undefined,
    };
    return this.submissions.list(filter, {
      first: PageSize.parse(request.first),
      after: after && checkedId(after),
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

/** Whether somebody may see the work of a person. */
export function maySee(viewer: Person, personId: string): boolean {
  return viewer.role !== 'student' || viewer.id === personId;
}

function checkedId(id: string): string {
  if (Id.safeParse(id).success) return id;
  throw new Refusal('BAD_INPUT', 'An id or cursor is not one that came from here.');
}
