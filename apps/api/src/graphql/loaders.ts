import { Injectable, Inject } from '@nestjs/common';
import DataLoader from 'dataloader';
import type { Report } from '#libs/contracts/report';
import type { SourceFile } from '#libs/contracts/language';
import { Refusal } from '#libs/contracts/refusal';
import { PeopleStore, type Person } from '#libs/database/people.store';
import { PicturesStore, type Picture } from '#libs/database/pictures.store';
import { RemarksStore, type Remark } from '#libs/database/remarks.store';
import { ReportsStore } from '#libs/database/reports.store';
import { SubmissionsStore } from '#libs/database/submissions.store';
import { SubmissionAccess } from '../submissions/submission-access.js';
import { CourseLoadersFactory, type CourseLoaders } from '../courses/course-loaders.js';
import {
  AssignmentLoadersFactory,
  type AssignmentLoaders,
} from '../courses/assignments/assignment-loaders.js';
import {
  SimilarityLoadersFactory,
  type SimilarityLoaders,
} from '../results/similarity/similarity-loaders.js';
import type { Caller } from '../people/caller.js';

/** What one operation looks up by id, together: a page of a hundred submissions asks the database once for each of these. */
export interface Loaders {
  readonly report: DataLoader<string, Report | null>;
  readonly pictures: DataLoader<string, readonly Picture[]>;
  readonly person: DataLoader<string, Person>;
  readonly files: DataLoader<string, readonly SourceFile[]>;
  readonly remarks: DataLoader<string, readonly Remark[]>;
  readonly courses: CourseLoaders;
  /** Whether a person teaches the course of an assignment; with null, of practice. */
  readonly isStaff: DataLoader<StaffKey, boolean, string>;
  readonly assignments: AssignmentLoaders;
  readonly similarity: SimilarityLoaders;
}

interface StaffKey {
  readonly person: Person;
  readonly assignmentId: string | null;
}

/** Files and pictures may be megabytes: of so many submissions one operation gets them. */
const heavyMax = 20;

/** Makes the loaders of one operation; they remember, so none outlives it. */
@Injectable()
export class LoadersFactory {
  @Inject(SubmissionsStore) private readonly submissions!: SubmissionsStore;
  @Inject(RemarksStore) private readonly remarks!: RemarksStore;
  @Inject(SubmissionAccess) private readonly access!: SubmissionAccess;
  @Inject(CourseLoadersFactory) private readonly courses!: CourseLoadersFactory;
  @Inject(AssignmentLoadersFactory) private readonly assignments!: AssignmentLoadersFactory;
  @Inject(SimilarityLoadersFactory) private readonly similarity!: SimilarityLoadersFactory;

  constructor(
    @Inject(ReportsStore) private readonly reports: ReportsStore,
    @Inject(PicturesStore) private readonly pictures: PicturesStore,
    @Inject(PeopleStore) private readonly people: PeopleStore,
  ) {}

  /** For one operation of this caller. */
  make(caller: Caller): Loaders {
    return {
      courses: this.courses.make(),
      assignments: this.assignments.make(caller),
      similarity: this.similarity.make(),
      isStaff: new DataLoader((keys) => this.#staffed(keys), {
        cacheKeyFn: ({ person, assignmentId }) => `${person.id} ${assignmentId}`,
      }),
      report: new DataLoader(async (ids) => {
        const found = await this.reports.findMany(ids);
        return ids.map((id) => found.get(id) ?? null);
      }),
      pictures: new DataLoader(async (ids) => {
        checkHeavy('pictures', ids);
        const found = await this.pictures.list(ids);
        return ids.map((id) => found.filter((picture) => picture.submissionId === id));
      }),
      remarks: new DataLoader(async (ids) => {
        const found = await this.remarks.listOf(ids);
        return ids.map((id) => found.filter((remark) => remark.submissionId === id));
      }),
      files: new DataLoader(async (ids) => {
        checkHeavy('files', ids);
        const found = await this.submissions.filesOf(ids);
        return ids.map((id) => found.get(id) ?? []);
      }),
      person: new DataLoader(async (ids) => {
        const found = new Map((await this.people.findMany(ids)).map((person) => [person.id, person]));
        return ids.map((id) => found.get(id) ?? new Error(`Nobody has the id ${id}.`));
      }),
    };
  }

  /** One person asks an operation, so all keys are theirs. */
  async #staffed(keys: readonly StaffKey[]): Promise<boolean[]> {
    const [first] = keys;
    if (first === undefined) return [];
    return this.access.staffed(
      first.person,
      keys.map((key) => key.assignmentId),
    );
  }
}

function checkHeavy(what: string, ids: readonly string[]): void {
  if (ids.length <= heavyMax) return;
  throw new Refusal('QUERY_TOO_COMPLEX', `Ask for the ${what} of at most ${heavyMax} submissions at a time.`);
}
