import { Global, Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import type { Logger } from 'pino';
import { apiConfig, type ApiConfig } from './config.js';
import { AssignmentsModule } from './courses/assignments/assignments.module.js';
import { CoursesModule } from './courses/courses.module.js';
import { ExercisesModule } from './exercises/exercises.module.js';
import { GraphqlModule } from './graphql/graphql.module.js';
import { HealthModule } from './health/health.module.js';
import { JobeModule } from './integrations/jobe/jobe.module.js';
import { LtiModule } from './integrations/lti/lti.module.js';
import { WebhooksModule } from './integrations/webhooks/webhooks.module.js';
import { apiLogger } from './logger.js';
import { PeopleModule } from './people/people.module.js';
import { QueueModule } from './queue/queue.module.js';
import { RefusalFilter } from './refusals/refusal.filter.js';
import { RejudgingModule } from './results/rejudging/rejudging.module.js';
import { ResultsModule } from './results/results.module.js';
import { SimilarityModule } from './results/similarity/similarity.module.js';
import { RunsModule } from './runs/runs.module.js';
import { StorageModule } from './storage/storage.module.js';
import { SubmissionsModule } from './submissions/submissions.module.js';

/** The whole api. */
@Global()
@Module({
  imports: [
    StorageModule,
    QueueModule,
    PeopleModule,
    CoursesModule,
    AssignmentsModule,
    GraphqlModule,
    ExercisesModule,
    SubmissionsModule,
    RunsModule,
    ResultsModule,
    RejudgingModule,
    SimilarityModule,
    JobeModule,
    LtiModule,
    WebhooksModule,
    HealthModule,
  ],
  providers: [{ provide: APP_FILTER, useClass: RefusalFilter }],
})
export class AppModule {
  /** The api with what it was told from outside. */
  static with(config: ApiConfig, logger: Logger): DynamicModule {
    const given = [
      { provide: apiConfig, useValue: config },
      { provide: apiLogger, useValue: logger },
    ];
    return { module: AppModule, providers: given, exports: given };
  }
}
