import { Inject, Injectable } from '@nestjs/common';
import DataLoader from 'dataloader';
import type { CheckGroup } from '#libs/contracts/report';
import { AssignmentsStore, type Assignment } from '#libs/database/assignments.store';
import { ExtensionsStore, type Extension } from '#libs/database/extensions.store';
import type { Page } from '#libs/database/page';
import { ScoresStore, type Score, type ScorePlace } from '#libs/database/scores.store';
import type { Caller } from '../../people/caller.js';
import { HiddenChecks } from './hidden-checks.service.js';
import { Standings } from './standings.service.js';
import type { AssignmentViewerModel } from './viewer.model.js';

/** What one operation looks up about assignments by id, together. */
export interface AssignmentLoaders {
  readonly assignment: DataLoader<string, Assignment | null>;
  /** Groups of checks that are hidden from whoever asks. */
  readonly hidden: DataLoader<string, readonly CheckGroup[]>;
  /** Where whoever asks stands. */
  readonly standing: DataLoader<string, AssignmentViewerModel>;
  readonly score: DataLoader<ScorePlace, Score | null, string>;
  /** The first page of those of an assignment. */
  readonly extensions: DataLoader<FirstOf, Page<Extension>, string>;
  /** The first page of those of a course; `all` are also those that students do not see. */
  readonly ofCourse: DataLoader<FirstOf & { readonly all: boolean }, Page<Assignment>, string>;
}

/** The first page of something that a row has many of. */
interface FirstOf {
  readonly id: string;
  readonly first: number;
}

/** Makes the loaders of assignments for one operation. */
@Injectable()
export class AssignmentLoadersFactory {
  constructor(
    @Inject(AssignmentsStore) private readonly assignments: AssignmentsStore,
    @Inject(HiddenChecks) private readonly hidden: HiddenChecks,
    @Inject(Standings) private readonly standings: Standings,
  ) {}

  @Inject(ScoresStore) private readonly scores!: ScoresStore;
  @Inject(ExtensionsStore) private readonly extensions!: ExtensionsStore;

  make(caller: Caller): AssignmentLoaders {
    return {
      assignment: new DataLoader(async (ids) => {
        const found = new Map((await this.assignments.findMany(ids)).map((row) => [row.id, row]));
        return ids.map((id) => found.get(id) ?? null);
      }),
      hidden: new DataLoader(async (ids) => {
        const found = await this.hidden.fromMany(caller.person, ids);
        return ids.map((id) => found.get(id) ?? []);
      }),
      standing: new DataLoader(async (ids) => {
        const found = await this.standings.of(caller.person, ids);
        return ids.map((id) => found.get(id) ?? new Error(`There is no assignment ${id}.`));
      }),
      score: new DataLoader(
        async (places) => {
          const found = new Map((await this.scores.findMany(places)).map((row) => [nameOf(row), row]));
          return places.map((place) => found.get(nameOf(place)) ?? null);
        },
        { cacheKeyFn: nameOf },
      ),
      extensions: firstPages((keys, first) =>
        this.extensions.firstOfEach(
          keys.map(({ id }) => id),
          first,
        ),
      ),
      ofCourse: firstPages((keys, first) => {
        const now = new Date();
        const courses = keys.map(({ id, all }) => ({ courseId: id, releasedAt: all ? null : now }));
        return this.assignments.firstOfEach(courses, first);
      }),
    };
  }
}

const nameOf = ({ assignmentId, personId }: ScorePlace): string => `${assignmentId} ${personId}`;

/** Loads first pages together where they are equally long, as those of one field are. */
function firstPages<K extends FirstOf, T>(
  find: (keys: readonly K[], first: number) => Promise<ReadonlyMap<string, Page<T>>>,
): DataLoader<K, Page<T>, string> {
  return new DataLoader(
    async (keys) => {
      const lengths = [...new Set(keys.map(({ first }) => first))];
      const pages = await Promise.all(
        lengths.map((length) =>
          find(
            keys.filter(({ first }) => first === length),
            length,
          ),
        ),
      );
      return keys.map(
        ({ id, first }) => pages[lengths.indexOf(first)]?.get(id) ?? { items: [], hasNext: false },
      );
    },
    { cacheKeyFn: ({ id, first }) => `${id} ${first}` },
  );
}

/** The groups of checks that are hidden in a submission; practice hides none. */
export function hiddenIn(
  loaders: AssignmentLoaders,
  assignmentId: string | null,
): Promise<readonly CheckGroup[]> {
  return assignmentId === null ? Promise.resolve([]) : loaders.hidden.load(assignmentId);
}
