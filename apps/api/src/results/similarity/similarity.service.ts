import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Refusal } from '#libs/contracts/refusal';
import { similarityLimits } from '#libs/contracts/similarity';
import { AssignmentsStore, type Assignment } from '#libs/database/assignments.store';
import type { Person } from '#libs/database/people.store';
import { SimilarityStore, type SimilarityAnalysis } from '#libs/database/similarity.store';
import { CourseAccess } from '../../courses/course-access.js';
import { JobAdder } from '../../queue/job-adder.js';
import type { StartSimilarityInput } from './similarity.inputs.js';

const Id = z.uuid();

/** Starts, shows, cancels and deletes analyses: for instructors of the assignment's course only, for a suspicion is not for everybody. */
@Injectable()
export class SimilarityService {
  constructor(
    @Inject(SimilarityStore) readonly analyses: SimilarityStore,
    @Inject(AssignmentsStore) private readonly assignments: AssignmentsStore,
    @Inject(CourseAccess) private readonly access: CourseAccess,
    @Inject(JobAdder) private readonly jobs: JobAdder,
  ) {}

  /** Ends in `BAD_INPUT` when there is too little or too much to compare, or an earlier assignment is of another exercise. */
  async start(person: Person, input: StartSimilarityInput): Promise<SimilarityAnalysis> {
    const { compared } = input;
    const assignment = await this.#taught(person, input.assignmentId);
    const earlierAssignmentIds = [...new Set(input.earlierAssignmentIds)];
    const { earlierAssignments } = similarityLimits;
    if (earlierAssignmentIds.length > earlierAssignments)
      throw new Refusal('BAD_INPUT', `At most ${earlierAssignments} earlier assignments can be named.`);
    for (const id of earlierAssignmentIds) checkEarlier(assignment, await this.#taught(person, id));
    const made = await this.analyses.create({
      assignmentId: assignment.id,
      createdById: person.id,
      choice: { compared, earlierAssignmentIds },
    });
    await this.#offer();
    return made;
  }

  /** Ends in `NOT_FOUND` for who is not in its course, in `NOT_ALLOWED` for who is no instructor there. */
  async find(person: Person, id: string): Promise<SimilarityAnalysis> {
    const analysis = Id.safeParse(id).success ? await this.analyses.find(id) : null;
    const assignment = analysis && (await this.assignments.find(analysis.assignmentId));
    const role = assignment && (await this.access.roleOf(person, assignment.courseId));
    if (!analysis || !assignment || !role)
      throw new Refusal('NOT_FOUND', 'You have no similarity analysis with this id.');
    await this.access.demand(person, assignment.courseId, 'instructor');
    return analysis;
  }

  /** Ends in `ALREADY_ENDED` when there is nothing left to cancel. */
  async cancel(person: Person, id: string): Promise<SimilarityAnalysis> {
    const analysis = await this.find(person, id);
    if (!(await this.analyses.states.cancel(id)))
      throw new Refusal('ALREADY_ENDED', 'This analysis has ended; it can be deleted.');
    await this.jobs.remove(id);
    await this.#offer();
    return (await this.analyses.find(id)) ?? analysis;
  }

  /** Takes it away with all that it found; one that goes on is cancelled first. */
  async remove(person: Person, id: string): Promise<void> {
    const { id: analysisId } = await this.find(person, id);
    if (await this.analyses.states.cancel(analysisId)) await this.jobs.remove(analysisId);
    await this.analyses.remove(analysisId);
    await this.#offer();
  }

  async #taught(person: Person, assignmentId: string): Promise<Assignment> {
    const found = Id.safeParse(assignmentId).success ? await this.assignments.find(assignmentId) : null;
    const role = found && (await this.access.roleOf(person, found.courseId));
    if (!found || !role) throw new Refusal('NOT_FOUND', 'You have no assignment with this id.');
    await this.access.demand(person, found.courseId, 'instructor');
    return found;
  }

  async #offer(): Promise<void> {
    for (const { id, priority } of await this.analyses.offer())
      await this.jobs.add({ kind: 'similarity', id }, priority);
  }
}

function checkEarlier(assignment: Assignment, earlier: Assignment): void {
  if (earlier.id === assignment.id)
    throw new Refusal('BAD_INPUT', 'An assignment is not an earlier one of itself.');
  if (earlier.exercise !== assignment.exercise)
    throw new Refusal(
      'BAD_INPUT',
      `The assignment ${earlier.title} is of the exercise ${earlier.exercise}, and this one of ${assignment.exercise}.`,
    );
}
