import { Inject, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import type { Logger } from 'pino';
import { ExerciseVersions } from '#libs/catalogue/exercise-versions';
import type { Catalogue } from '#libs/catalogue/read-catalogue';
import { Database } from '#libs/database/database';
import { ExerciseVersionsStore } from '#libs/database/exercise-versions.store';
import { HeartbeatsStore } from '#libs/database/heartbeats.store';
import { HostedRunsStore } from '#libs/database/hosted-runs.store';
import { JobeFilesStore } from '#libs/database/jobe-files.store';
import { JobeRunsStore } from '#libs/database/jobe-runs.store';
import { ProgressStore } from '#libs/database/progress.store';
import { ScoresStore } from '#libs/database/scores.store';
import { RegradingsStore } from '#libs/database/regradings.store';
import { RejudgeSetsStore } from '#libs/database/rejudge-sets.store';
import { SimilarityStore } from '#libs/database/similarity.store';
import { SimilarityWorkStore } from '#libs/database/similarity-work.store';
import { SubmissionsStore } from '#libs/database/submissions.store';
import { openQueue, type GradeQueue } from '#libs/queue/open-queue';
import { ProgressChannel } from '#libs/queue/progress-channel';
import type { Sandbox } from '#libs/sandbox/sandbox';
import { Attempts } from './attempts.js';
import type { GraderConfig } from './config.js';
import {
  catalogueToken,
  configToken,
  gradingEngine,
  queueToken,
  sandboxToken,
  type GradingEngine,
} from './engine.js';
import { GradeProcessor } from './grade.processor.js';
import { Companions, Grader } from './grader.js';
import { Heartbeat } from './heartbeat.js';
import { graderLogger } from './logger.js';
import { Regrader, RegradeTools } from './regrader.js';
import { SimilarityAnalyst, SimilarityTools } from './similarity.js';
import { Sweep } from './sweep.js';
import { SingleRuns, Work, WorkTools } from './work.js';

/** Connections beyond one for each grading: sweep, heartbeat and a second look at what was cancelled. */
const spareConnections = 3;
/** A grading asks for a few milliseconds of connection in all, so many of them share these. */
const mostConnections = 20;

const connections = (config: GraderConfig): number =>
  Math.min(config.IPCLAB_GRADER_CONCURRENCY + spareConnections, mostConnections);

const stores = [
  SubmissionsStore,
  HostedRunsStore,
  JobeRunsStore,
  JobeFilesStore,
  ProgressStore,
  HeartbeatsStore,
  ExerciseVersionsStore,
  ScoresStore,
  RegradingsStore,
  RejudgeSetsStore,
  SimilarityStore,
  SimilarityWorkStore,
].map((Store) => ({
  provide: Store,
  inject: [Database],
  useFactory: (database: Database) => new Store(database),
}));

const resources = [
  {
    provide: Database,
    inject: [configToken],
    useFactory: (config: GraderConfig) =>
      new Database({ url: config.DATABASE_URL, connections: connections(config) }),
  },
  {
    provide: catalogueToken,
    inject: [configToken, gradingEngine],
    useFactory: (config: GraderConfig, engine: GradingEngine) =>
      engine.readCatalogue(config.IPCLAB_MECHANISMS),
  },
  {
    provide: ExerciseVersions,
    inject: [catalogueToken, ExerciseVersionsStore],
    useFactory: (catalogue: Catalogue, store: ExerciseVersionsStore) =>
      new ExerciseVersions(catalogue, store.archiveOf),
  },
  {
    provide: sandboxToken,
    inject: [gradingEngine, graderLogger],
    useFactory: (engine: GradingEngine, logger: Logger) => engine.openSandbox((line) => logger.info(line)),
  },
  {
    provide: queueToken,
    inject: [configToken, graderLogger],
    useFactory: (config: GraderConfig, logger: Logger) =>
      openQueue({
        address: { databaseUrl: config.DATABASE_URL, queueUrl: config.QUEUE_URL ?? null },
        onError: (error) => logger.warn({ err: error }, 'trouble with the queue'),
      }),
  },
  {
    provide: ProgressChannel,
    inject: [configToken, ProgressStore, graderLogger],
    useFactory: (config: GraderConfig, progress: ProgressStore, logger: Logger) =>
      ProgressChannel.open({
        databaseUrl: config.DATABASE_URL,
        progress,
        onError: (error) => logger.warn({ err: error }, 'trouble with hearing of cancellations'),
      }),
  },
];

const workers = [
  Attempts,
  Companions,
  Grader,
  GradeProcessor,
  Heartbeat,
  Regrader,
  RegradeTools,
  SimilarityAnalyst,
  SimilarityTools,
  Sweep,
  SingleRuns,
  Work,
  WorkTools,
];

/** All of a grader. Its resources are closed after the grader itself has stopped. */
@Module({})
export class GraderModule implements OnApplicationShutdown {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(queueToken) private readonly queue: GradeQueue,
    @Inject(ProgressChannel) private readonly channel: ProgressChannel,
    @Inject(sandboxToken) private readonly sandbox: Sandbox,
  ) {}

  static with(config: GraderConfig, engine: GradingEngine, logger: Logger): DynamicModule {
    const given = [
      { provide: configToken, useValue: config },
      { provide: gradingEngine, useValue: engine },
      { provide: graderLogger, useValue: logger },
    ];
    return { module: GraderModule, providers: [...given, ...stores, ...resources, ...workers] };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.sandbox.close();
    await this.queue.close();
    await this.channel.close();
    await this.database.close();
  }
}
