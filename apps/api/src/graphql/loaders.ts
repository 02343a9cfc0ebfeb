import { Injectable, Inject } from '@nestjs/common';
import DataLoader from 'dataloader';
import type { SourceFile } from '#libs/contracts/language';
import { Refusal } from '#libs/contracts/refusal';
import type { Report } from '#libs/contracts/report';
import { PeopleStore, type Person } from '#libs/database/people.store';
import { PicturesStore, type Picture } from '#libs/database/pictures.store';
import { ReportsStore } from '#libs/database/reports.store';
import { SubmissionsStore } from '#libs/database/submissions.store';

/** What one operation looks up by id, together: a page of a hundred submissions asks the database once for each of these. */
export interface Loaders {
  readonly report: DataLoader<string, Report | null>;
  readonly pictures: DataLoader<string, readonly Picture[]>;
  readonly person: DataLoader<string, Person>;
  readonly files: DataLoader<string, readonly SourceFile[]>;
}

/** Files and pictures may be megabytes: of so many submissions one operation gets them. */
const heavyMax = 20;

/** Makes the loaders of one operation; they remember, so none outlives it. */
@Injectable()
export class LoadersFactory {
  @Inject(SubmissionsStore) private readonly submissions!: SubmissionsStore;

  constructor(
    @Inject(ReportsStore) private readonly reports: ReportsStore,
    @Inject(PicturesStore) private readonly pictures: PicturesStore,
    @Inject(PeopleStore) private readonly people: PeopleStore,
  ) {}

  make(): Loaders {
    return {
      report: new DataLoader(async (ids) => {
        const found = await this.reports.findMany(ids);
        return ids.map((id) => found.get(id) ?? null);
      }),
      pictures: new DataLoader(async (ids) => {
        checkHeavy('pictures', ids);
        const found = await this.pictures.list(ids);
        return ids.map((id) => found.filter((picture) => picture.submissionId === id));
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
}

function checkHeavy(what: string, ids: readonly string[]): void {
  if (ids.length <= heavyMax) return;
  throw new Refusal('QUERY_TOO_COMPLEX', `Ask for the ${what} of at most ${heavyMax} submissions at a time.`);
}
