import { Inject, Injectable } from '@nestjs/common';
import { Refusal } from '#libs/contracts/refusal';
import { nextHandIn } from '#libs/courses/may-hand-in';
import type { Assignment } from '#libs/database/assignments.store';
import { OwnWorkStore } from '#libs/database/own-work.store';
import type { Person } from '#libs/database/people.store';
import type { AssignmentHandIn } from '#libs/database/submissions.store';
import { AssignmentsService } from './assignments.service.js';
import { inNoGroup } from './show-viewer.js';

/** An assignment that something is to be handed in for. */
export interface OpenAssignment {
  readonly assignment: Assignment;
  readonly handIn: AssignmentHandIn;
}

/** Decides who may hand in for an assignment. */
@Injectable()
export class HandInGate {
  constructor(
    @Inject(AssignmentsService) private readonly assignments: AssignmentsService,
    @Inject(OwnWorkStore) private readonly work: OwnWorkStore,
  ) {}

  /**
   * What a hand-in of somebody's that came at `now` is admitted by. Ends in `NOT_FOUND` for who may not see the assignment, `BAD_INPUT` when
   * it is another exercise's, `NOT_IN_A_GROUP`; and in the refusals of `nextHandIn`, but only when it is not one that was made before.
   */
  async open(
    person: Person,
    wanted: { readonly id: string; readonly exercise: string },
    now: Date,
  ): Promise<OpenAssignment> {
    const { assignment } = await this.assignments.find(person, wanted.id);
    if (wanted.exercise !== assignment.exercise) {
      throw new Refusal(
        'BAD_INPUT',
        `"${assignment.title}" asks for ${assignment.exercise}, and this is handed in for another exercise.`,
      );
    }
    const own = (await this.work.find(person.id, [assignment])).get(assignment.id);
    const [allowance, groupId] = [own?.allowance ?? null, own?.groupId ?? null];
    if (assignment.groupHandIns && groupId === null) throw inNoGroup();
    const handIn: AssignmentHandIn = {
      assignmentId: assignment.id,
      groupId,
      submittedAt: now,
      admit: (soFar) => {
        const { refusal } = nextHandIn(assignment, { allowance, soFar }, now);
        if (refusal !== null) throw refusal;
      },
    };
    return { assignment, handIn };
  }
}
