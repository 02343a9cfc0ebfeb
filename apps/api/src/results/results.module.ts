import { Module } from '@nestjs/common';
import { Database } from '#libs/database/database';
import { ActivityStore } from '#libs/database/results-activity.store';
import { GradebookStore } from '#libs/database/results-gradebook.store';
import { TalliesStore } from '#libs/database/results-tallies.store';
import { TroubleStore } from '#libs/database/results-trouble.store';
import { SubmissionsModule } from '../submissions/submissions.module.js';
import { GradesController } from './exports/grades.controller.js';
import { SubmissionExportsController } from './exports/submission-exports.controller.js';
import { resultsResolvers } from './resolvers.js';
import { ResultsService } from './results.service.js';
import { TallyFolder } from './tally-folder.js';

const stores = [GradebookStore, TalliesStore, TroubleStore, ActivityStore].map((Store) => ({
  provide: Store,
  inject: [Database],
  useFactory: (database: Database) => new Store(database),
}));

/** What a class has done: read by its staff, a page at a time. */
@Module({
  imports: [SubmissionsModule],
  controllers: [GradesController, SubmissionExportsController],
  providers: [...stores, ResultsService, TallyFolder, ...resultsResolvers],
})
export class ResultsModule {}
