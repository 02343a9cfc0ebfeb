import { Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import type { Logger } from 'pino';
import { readCatalogue } from '#libs/catalogue/read-catalogue';
import { AssignmentsStore } from '#libs/database/assignments.store';
import { Database } from '#libs/database/database';
import { CoursesStore } from '#libs/database/courses.store';
import { GroupsStore } from '#libs/database/groups.store';
import { InvitationsStore } from '#libs/database/invitations.store';
import { JoinCodesStore } from '#libs/database/join-codes.store';
import { RosterStore } from '#libs/database/roster.store';
import { SectionsStore } from '#libs/database/sections.store';
import { TermsStore } from '#libs/database/terms.store';
import { EnrolmentsStore } from '#libs/database/enrolments.store';
import { ExerciseVersionsStore } from '#libs/database/exercise-versions.store';
import { ExtensionsStore } from '#libs/database/extensions.store';
import { HeartbeatsStore } from '#libs/database/heartbeats.store';
import { HostedRunsStore } from '#libs/database/hosted-runs.store';
import { JobeFilesStore } from '#libs/database/jobe-files.store';
import { JobeKeysStore } from '#libs/database/jobe-keys.store';
import { JobeRunsStore } from '#libs/database/jobe-runs.store';
import { OwnWorkStore } from '#libs/database/own-work.store';
import { PeopleStore } from '#libs/database/people.store';
import { PersonalDataStore } from '#libs/database/personal-data.store';
import { PicturesStore } from '#libs/database/pictures.store';
import { ProgressStore } from '#libs/database/progress.store';
import { RemarksStore } from '#libs/database/remarks.store';
import { ReportsStore } from '#libs/database/reports.store';
import { SimilarityFindingsStore } from '#libs/database/similarity-findings.store';
import { SimilarityStore } from '#libs/database/similarity.store';
import { SubmissionRightsStore } from '#libs/database/submission-rights.store';
import { ScoresStore } from '#libs/database/scores.store';
import { SubmissionsStore } from '#libs/database/submissions.store';
import { TokensStore } from '#libs/database/tokens.store';
import { WebhookDeliveriesStore } from '#libs/database/webhook-deliveries.store';
import { WebhookEndpointsStore } from '#libs/database/webhook-endpoints.store';
import { apiConfig, type ApiConfig } from '../config.js';
import { apiLogger } from '../logger.js';
import { catalogueToken } from './catalogue-token.js';
import { PinnedExercises } from './pinned-exercises.js';

/** Connections of one api process; several processes and the graders share the server's 100. */
const connections = 10;

const database = {
  provide: Database,
  inject: [apiConfig],
  useFactory: (config: ApiConfig) => new Database({ url: config.DATABASE_URL, connections }),
};

const catalogue = {
  provide: catalogueToken,
  inject: [apiConfig, apiLogger],
  useFactory: async (config: ApiConfig, logger: Logger) => {
    const read = await readCatalogue(config.IPCLAB_MECHANISMS);
    for (const { slug, refusal } of read.broken)
      logger.warn({ slug, says: refusal.message }, 'an exercise is broken');
    return read;
  },
};

const stores = [
  PeopleStore,
  TokensStore,
  CoursesStore,
  GroupsStore,
  InvitationsStore,
  JoinCodesStore,
  RemarksStore,
  RosterStore,
  SectionsStore,
  TermsStore,
  EnrolmentsStore,
  AssignmentsStore,
  ExerciseVersionsStore,
  ExtensionsStore,
  OwnWorkStore,
  ScoresStore,
  SimilarityStore,
  SimilarityFindingsStore,
  SubmissionsStore,
  SubmissionRightsStore,
  ReportsStore,
  PersonalDataStore,
  PicturesStore,
  ProgressStore,
  HeartbeatsStore,
  HostedRunsStore,
  JobeKeysStore,
  JobeFilesStore,
  JobeRunsStore,
  WebhookEndpointsStore,
  WebhookDeliveriesStore,
].map((Store) => ({ provide: Store, inject: [Database], useFactory: (pool: Database) => new Store(pool) }));

/** What every feature keeps things in: the stores over one pool of connections, and the catalogue. */
@Global()
@Module({
  providers: [database, catalogue, PinnedExercises, ...stores],
  exports: [Database, catalogueToken, PinnedExercises, ...stores],
})
export class StorageModule implements OnApplicationShutdown {
  constructor(@Inject(Database) private readonly pool: Database) {}

  onApplicationShutdown(): Promise<void> {
    return this.pool.close();
  }
}
