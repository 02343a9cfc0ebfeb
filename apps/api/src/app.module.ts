import { Global, Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import type { Logger } from 'pino';
import { apiConfig, type ApiConfig } from './config.js';
import { ExercisesModule } from './exercises/exercises.module.js';
import { GraphqlModule } from './graphql/graphql.module.js';
import { HealthModule } from './health/health.module.js';
import { apiLogger } from './logger.js';
import { PeopleModule } from './people/people.module.js';
import { QueueModule } from './queue/queue.module.js';
import { RefusalFilter } from './refusals/refusal.filter.js';
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
    GraphqlModule,
    ExercisesModule,
    SubmissionsModule,
    RunsModule,
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
