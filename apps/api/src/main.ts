import type { Logger } from 'pino';
import { bootApi } from './boot.js';
import { readConfig, type ApiConfig } from './config.js';
import { apiLogger } from './logger.js';

async function start(config: ApiConfig): Promise<void> {
  const app = await bootApi(config);
  app.enableShutdownHooks(['SIGTERM', 'SIGINT']);
  await app.listen(config.PORT, config.HOST);
  app.get<Logger>(apiLogger).info({ url: await app.getUrl() }, 'the api listens');
}

/** Whoever starts the api reads a sentence, and what caused it; a stack trace would bury both. */
function refuseToStart(error: unknown): void {
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    process.stderr.write(`${cause.message}\n`);
  process.exit(1);
}

try {
  await start(readConfig());
} catch (error) {
  refuseToStart(error);
}
