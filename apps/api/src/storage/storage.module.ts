import { Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import type { Logger } from 'pino';
import { readCatalogue } from '#libs/catalogue/read-catalogue';
import { Database } from '#libs/database/database';
import { HeartbeatsStore } from '#libs/database/heartbeats.store';
import { HostedRunsStore } from '#libs/database/hosted-runs.store';
import { PeopleStore } from '#libs/database/people.store';
import { PicturesStore } from '#libs/database/pictures.store';
import { ProgressStore } from '#libs/database/progress.store';
import { ReportsStore } from '#libs/database/reports.store';
import { SubmissionsStore } from '#libs/database/submissions.store';
import { TokensStore } from '#libs/database/tokens.store';
import { apiConfig, type ApiConfig } from '../config.js';
import { apiLogger } from '../logger.js';
import { catalogueToken } from './catalogue-token.js';

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
  SubmissionsStore,
  ReportsStore,
  PicturesStore,
  ProgressStore,
  HeartbeatsStore,
  HostedRunsStore,
].map((Store) => ({ provide: Store, inject: [Database], useFactory: (pool: Database) => new Store(pool) }));

/** What every feature keeps things in: the stores over one pool of connections, and the catalogue. */
@Global()
@Module({ providers: [database, catalogue, ...stores], exports: [Database, catalogueToken, ...stores] })
export class StorageModule implements OnApplicationShutdown {
  constructor(@Inject(Database) private readonly pool: Database) {}

  onApplicationShutdown(): Promise<void> {
    return this.pool.close();
  }
}
