import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { assignmentLimits } from '#libs/contracts/assignment';
import { Refusal } from '#libs/contracts/refusal';
import { readTime, sayTime } from '#libs/courses/local-time';
import type { Assignment } from '#libs/database/assignments.store';
import { EnrolmentsStore } from '#libs/database/enrolments.store';
import { ExtensionsStore, type Extension } from '#libs/database/extensions.store';
import type { Page } from '#libs/database/page';
import type { Person } from '#libs/database/people.store';
import { ScoresStore, type Score } from '#libs/database/scores.store';
import { AssignmentsService } from './assignments.service.js';
import type { AdjustScoreInput, GrantExtensionInput } from './grants.inputs.js';

const Id = z.uuid();
const Reason = z
  .string()
  .trim()
  .min(1, 'say why')
  .max(assignmentLimits.reasonLength, `a reason has at most ${assignmentLimits.reasonLength} characters`);
const Fraction = z
  .number()
  .min(0, 'a score is not below 0')
  .max(1, 'a score is at most 1, which is full marks');
const ExtraAttempts = z
  .number()
  .int()
  .min(0, 'further attempts are not negative')
  .max(assignmentLimits.attempts, `at most ${assignmentLimits.attempts} further attempts can be granted`);

/** Somebody's assignment of a course. */
interface Place {
  readonly assignmentId: string;
  readonly personId: string;
}

/** What instructors give to one person: other times, further attempts, another score. */
@Injectable()
export class Grants {
  constructor(
    @Inject(AssignmentsService) private readonly assignments: AssignmentsService,
    @Inject(EnrolmentsStore) private readonly enrolments: EnrolmentsStore,
    @Inject(ExtensionsStore) private readonly extensions: ExtensionsStore,
    @Inject(ScoresStore) private readonly scores: ScoresStore,
  ) {}

  /** Grants or changes an extension. Ends in `BAD_INPUT` when it would give nothing or is earlier than for everybody. */
  async grant(person: Person, input: GrantExtensionInput): Promise<Extension> {
    const assignment = await this.#open(person, input);
    const { assignmentId, personId, revision = null } = input;
    const { timeZone } = assignment;
    const dueAt = input.dueAt ? readTime('dueAt', input.dueAt, timeZone) : null;
    const extraAttempts = ExtraAttempts.parse(input.extraAttempts ?? 0);
    if (dueAt !== null && dueAt <= assignment.dueAt) {
      const [own, all] = [sayTime(dueAt, timeZone), sayTime(assignment.dueAt, timeZone)];
      throw new Refusal(
        'BAD_INPUT',
        `An extension until ${own} gives no time: it is due on ${all} for everybody.`,
      );
    }
    if (dueAt === null && extraAttempts === 0)
      throw new Refusal('BAD_INPUT', 'An extension gives a later due time, further attempts, or both.');
    const reason = Reason.parse(input.reason);
    return this.extensions.grant({
      assignmentId,
      personId,
      dueAt,
      extraAttempts,
      reason,
      grantedById: person.id,
      revision,
    });
  }

  async takeBack(person: Person, place: Place, revision: number): Promise<void> {
    await this.#open(person, place);
    await this.extensions.remove(place, revision);
  }

  /** Further ones of an assignment, by person; whoever shows them has made sure that the viewer may see them. */
  moreExtensions(
    assignmentId: string,
    { first, after }: { readonly first: number; readonly after: string },
  ): Promise<Page<Extension>> {
    return this.extensions.list(assignmentId, { first, after: Id.parse(after) });
  }

  /** Sets a score by hand, in place of what the attempts come to. */
  async adjust(person: Person, input: AdjustScoreInput): Promise<Score> {
    await this.#open(person, input);
    const { assignmentId, personId, revision } = input;
    const fraction = Fraction.parse(input.fraction);
    const reason = Reason.parse(input.reason);
    return this.scores.adjust({ assignmentId, personId, fraction, reason, byId: person.id, revision });
  }

  /** From then on the attempts count again. */
  async removeAdjustment(person: Person, place: Place, revision: number): Promise<Score> {
    await this.#open(person, place);
    const { assignmentId, personId } = place;
    return this.scores.adjust({
      assignmentId,
      personId,
      fraction: null,
      reason: null,
      byId: person.id,
      revision,
    });
  }

  async #open(person: Person, { assignmentId, personId }: Place): Promise<Assignment> {
    const assignment = await this.assignments.open(person, assignmentId);
    const role = Id.safeParse(personId).success
      ? await this.enrolments.roleOf(personId, assignment.courseId)
      : null;
    if (role === null) throw new Refusal('NOT_FOUND', 'Nobody in this course has this id.');
    return assignment;
  }
}
