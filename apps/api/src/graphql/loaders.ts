import { Injectable, Inject } from '@nestjs/common';
import DataLoader from 'dataloader';
import type { Report } from '#libs/contracts/report';
import { PeopleStore, type Person } from '#libs/database/people.store';
import { PicturesStore, type Picture } from '#libs/database/pictures.store';
import { ReportsStore } from '#libs/database/reports.store';

/** What one operation looks up by id, together: a page of a hundred submissions asks the database once for each of these. */
export interface Loaders {
  readonly report: DataLoader<string, Report | null>;
  readonly pictures: DataLoader<string, readonly Picture[]>;
  readonly person: DataLoader<string, Person>;
}

/** Makes the loaders of one operation; they remember, so none outlives it. */
@Injectable()
export class LoadersFactory {
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
        const found = await this.pictures.list(ids);
        return ids.map((id) => found.filter((picture) => picture.submissionId === id));
      }),
      person: new DataLoader(async (ids) => {
        const found = new Map((await this.people.findMany(ids)).map((person) => [person.id, person]));
        return ids.map((id) => found.get(id) ?? new Error(`Nobody has the id ${id}.`));
      }),
    };
  }
}
