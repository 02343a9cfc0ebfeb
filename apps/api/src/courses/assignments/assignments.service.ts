import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { packExercise } from '#libs/catalogue/pack-exercise';
import type { Catalogue } from '#libs/catalogue/read-catalogue';
import { assignmentLimits } from '#libs/contracts/assignment';
import { Refusal } from '#libs/contracts/refusal';
import { CheckGroup } from '#libs/contracts/report';
import { readTerms, type SaidTerms } from '#libs/courses/assignment-terms';
import { AssignmentsStore, type Assignment } from '#libs/database/assignments.store';
import { ExerciseVersionsStore } from '#libs/database/exercise-versions.store';
import type { Page } from '#libs/database/page';
import type { Person } from '#libs/database/people.store';
import { catalogueToken } from '../../storage/catalogue-token.js';
import { CoursesService } from '../courses.service.js';
import { CourseAccess, isAtLeast, type CourseRole } from '../course-access.js';
import type { CreateAssignmentInput, UpdateAssignmentInput } from './assignment.inputs.js';
import { saidPolicy } from './late-policy.model.js';
import { Rescoring } from './rescoring.service.js';

const Id = z.uuid();

/** An assignment, and what whoever asked is in its course. */
export interface SeenAssignment {
  readonly assignment: Assignment;
  readonly role: CourseRole;
}

/** What instructors decide about assignments, and who may see them. */
@Injectable()
export class AssignmentsService {
  @Inject(catalogueToken) private readonly catalogue!: Catalogue;
  @Inject(CoursesService) private readonly courses!: CoursesService;

  constructor(
    @Inject(AssignmentsStore) private readonly assignments: AssignmentsStore,
    @Inject(ExerciseVersionsStore) private readonly versions: ExerciseVersionsStore,
    @Inject(CourseAccess) private readonly access: CourseAccess,
    @Inject(Rescoring) private readonly rescoring: Rescoring,
  ) {}

  /** Ends in `NOT_FOUND` for who is not in the course, and for students before the release and after it was archived. */
  async find(person: Person, id: string): Promise<SeenAssignment> {
    const assignment = Id.safeParse(id).success ? await this.assignments.find(id) : null;
    const role = assignment && (await this.access.roleOf(person, assignment.courseId));
    if (assignment === null || role === null || !isShown(assignment, role, new Date()))
      throw new Refusal('NOT_FOUND', 'You have no assignment with this id.');
    return { assignment, role };
  }

  /** The same for whoever needs a role; ends in `NOT_ALLOWED` for who sees it and has less. */
  async demand(person: Person, id: string, least: CourseRole): Promise<Assignment> {
    const { assignment } = await this.find(person, id);
    await this.access.demand(person, assignment.courseId, least);
    return assignment;
  }

  /** The same for instructors who change it; ends in `NOT_ALLOWED` in an archived course, too. */
  async open(person: Person, id: string): Promise<Assignment> {
    const { assignment } = await this.find(person, id);
    await this.courses.open(person, assignment.courseId, 'instructor');
    return assignment;
  }

  /** Keeps the exercise as it is now, and sets it. */
  async create(person: Person, input: CreateAssignmentInput): Promise<Assignment> {
    const { timeZone } = await this.courses.open(person, input.courseId, 'instructor');
    const exercise = this.catalogue.exercise(input.exercise);
    const terms = readTerms(
      {
        releaseAt: input.releaseAt,
        dueAt: input.dueAt,
        title: input.title ?? exercise.title.en,
        weight: input.weight ?? 1,
        latePolicy: saidPolicy(input.latePolicy ?? {}),
        attemptsMax: input.attemptsMax ?? null,
        cooldownSeconds: input.cooldownSeconds ?? 0,
        counted: input.counted ?? 'best',
        hiddenGroups: [...(input.hiddenGroups ?? [])],
        groupHandIns: input.groupHandIns ?? false,
      },
      timeZone,
    );
    const exerciseHash = await this.#keep(exercise.slug);
    const { courseId } = input;
    return this.assignments.create(
      { ...terms, courseId, exercise: exercise.slug, exerciseHash },
      assignmentLimits.perCourse,
    );
  }

  /** Changes what is said and leaves the rest; scores follow. */
  async update(person: Person, input: UpdateAssignmentInput): Promise<Assignment> {
    const { id, revision } = input;
    const old = await this.open(person, id);
    const terms = readTerms(merged(old, input), old.timeZone);
    if (terms.groupHandIns !== old.groupHandIns && (await this.assignments.hasHandIns(id)))
      throw new Refusal(
        'BAD_INPUT',
        'There are hand-ins already: whether groups hand in cannot be changed any more.',
      );
    const counts = (['dueAt', 'latePolicy', 'counted'] as const).some(
      (part) => JSON.stringify(terms[part]) !== JSON.stringify(old[part]),
    );
    const write = { ...terms, ...(counts && { rescoringSince: new Date() }) };
    const changed = await this.assignments.change({ id, revision, write });
    if (counts) await this.rescoring.begin(id);
    return changed;
  }

  /** Students see an archived assignment no more; its scores stay. */
  async archive(person: Person, { id, revision }: { id: string; revision: number }): Promise<Assignment> {
    const { archivedAt } = await this.open(person, id);
    return this.assignments.change({ id, revision, write: { archivedAt: archivedAt ?? new Date() } });
  }

  async restore(person: Person, { id, revision }: { id: string; revision: number }): Promise<Assignment> {
    await this.open(person, id);
    return this.assignments.change({ id, revision, write: { archivedAt: null } });
  }

  async reorder(person: Person, courseId: string, ids: readonly string[]): Promise<Assignment[]> {
    await this.courses.open(person, courseId, 'instructor');
    await this.assignments.reorder(courseId, ids);
    const all = { first: assignmentLimits.perCourse, after: null };
    return [...(await this.assignments.list({ courseId, releasedAt: null }, all)).items];
  }

  /** Grades what is handed in from now on with what the catalogue offers now; earlier hand-ins keep their reports. */
  async repin(person: Person, { id, revision }: { id: string; revision: number }): Promise<Assignment> {
    const { exercise } = await this.open(person, id);
    const exerciseHash = await this.#keep(exercise);
    return this.assignments.change({ id, revision, write: { exerciseHash } });
  }

  /** Further ones of a course in their order, `all` or those that students see; whoever shows them has looked what the viewer may see. */
  more(
    { courseId, all }: { readonly courseId: string; readonly all: boolean },
    { first, after }: { readonly first: number; readonly after: string },
  ): Promise<Page<Assignment>> {
    const releasedAt = all ? null : new Date();
    return this.assignments.list({ courseId, releasedAt }, { first, after: Id.parse(after) });
  }

  /** The hash under which an exercise of the catalogue is kept. */
  async #keep(slug: string): Promise<string> {
    const exercise = this.catalogue.exercise(slug);
    const { hash } = exercise;
    if (!(await this.versions.isKept(hash)))
      await this.versions.keep({ hash, exercise: slug, archive: await packExercise(exercise) });
    return hash;
  }
}

/** Students see what is released; staff everything. */
function isShown({ releaseAt, archivedAt }: Assignment, role: CourseRole, now: Date): boolean {
  return isAtLeast(role, 'assistant') || (releaseAt <= now && archivedAt === null);
}

function merged(old: Assignment, input: UpdateAssignmentInput): SaidTerms {
  return {
    releaseAt: input.releaseAt ?? old.releaseAt.toISOString(),
    dueAt: input.dueAt ?? old.dueAt.toISOString(),
    title: input.title ?? old.title,
    weight: input.weight ?? old.weight,
    latePolicy: input.latePolicy ? saidPolicy(input.latePolicy) : old.latePolicy,
    // Null is said, and means without a limit.
    attemptsMax: input.attemptsMax === undefined ? old.attemptsMax : input.attemptsMax,
    cooldownSeconds: input.cooldownSeconds ?? old.cooldownSeconds,
    counted: input.counted ?? old.counted,
    hiddenGroups: input.hiddenGroups ? [...input.hiddenGroups] : CheckGroup.array().parse(old.hiddenGroups),
    groupHandIns: input.groupHandIns ?? old.groupHandIns,
  };
}
