import { Module } from '@nestjs/common';
import { Database } from '#libs/database/database';
import { PastReportsStore } from '#libs/database/past-reports.store';
import { RegradingsStore } from '#libs/database/regradings.store';
import { RejudgeSetsStore } from '#libs/database/rejudge-sets.store';
import { RejudgeVersions } from './rejudge-versions.js';
import { CourseRejudgingResolver, PastReportsResolver, RejudgingResolver } from './rejudging.resolver.js';
import { RejudgingService } from './rejudging.service.js';

const stores = [RegradingsStore, RejudgeSetsStore, PastReportsStore].map((Store) => ({
  provide: Store,
  inject: [Database],
  useFactory: (database: Database) => new Store(database),
}));

/** Grading submissions of a course again. */
@Module({
  providers: [
    ...stores,
    RejudgeVersions,
    RejudgingService,
    RejudgingResolver,
    CourseRejudgingResolver,
    PastReportsResolver,
  ],
})
export class RejudgingModule {}
