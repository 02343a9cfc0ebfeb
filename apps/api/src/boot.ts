import 'reflect-metadata';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { handInLimits } from '#libs/catalogue/hand-in-limits';
import { Refusal } from '#libs/contracts/refusal';
import { AppModule } from './app.module.js';
import type { ApiConfig } from './config.js';
import { serveDocumentation } from './documentation/serve-documentation.js';
import { SubscriptionServer } from './graphql/subscription-server.js';
import { Metrics } from './health/metrics.js';
import { requestBytes, requestMs } from './limits/query-limits.js';
import { makeLogger, nestLogger } from './logger.js';
import { servePage } from './page/serve-page.js';
import { bearerSecret, Caller } from './people/caller.js';

/**
 * Boots the api without listening yet. Rejects when the database or the queue cannot be reached: whoever supervises starts it
 * again.
 */
export async function bootApi(config: ApiConfig): Promise<NestFastifyApplication> {
  const logger = makeLogger(config);
  const adapter = new FastifyAdapter({
    bodyLimit: requestBytes,
    requestTimeout: requestMs,
    trustProxy: (_address: string, hop: number) => hop < config.IPCLAB_PROXIES,
    // Streams of events stay open for as long as a grading takes; closing does not wait for them.
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: true },
  });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(config, logger), adapter, {
    logger: nestLogger(logger),
    abortOnError: false,
  });
  await protect(app, config);
  measure(app);
  closeSocketsFirst(app);
  await servePage(app, config.IPCLAB_PAGE);
  serveDocumentation(app);
  await app.init();
  await adapter.getInstance().ready();
  return app;
}

/** What stands before every route. */
async function protect(app: NestFastifyApplication, config: ApiConfig): Promise<void> {
  await app.register(helmet, { contentSecurityPolicy });
  await app.register(rateLimit, {
    max: config.IPCLAB_ADDRESS_REQUESTS_PER_MINUTE,
    timeWindow: 60_000,
    cache: 20_000,
    allowList: (request) => request.url.startsWith('/health/'),
    errorResponseBuilder: () =>
      new Refusal('TOO_MANY_REQUESTS', 'Too many requests came from here; wait a minute.'),
  });
  await app.register(multipart, {
    preservePath: true,
    limits: {
      fileSize: handInLimits.archiveBytes,
      files: handInLimits.files + 1,
      fields: 10,
      fieldSize: 1000,
      parts: 100,
    },
  });
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', (request, _reply, done) => {
      request.caller = new Caller(bearerSecret(request.headers.authorization), request.ip);
      done();
    });
}

/** Takes down how long each route took. */
function measure(app: NestFastifyApplication): void {
  const metrics = app.get(Metrics);
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onResponse', (request, reply, done) => {
      const route = request.routeOptions.url ?? 'none';
      metrics.answered({
        method: request.method,
        route,
        status: reply.statusCode,
        seconds: reply.elapsedTime / 1000,
      });
      done();
    });
}

/** A server that closes waits for its connections, and a web socket would never end by itself. */
function closeSocketsFirst(app: NestFastifyApplication): void {
  const sockets = app.get(SubscriptionServer);
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('preClose', () => sockets.close());
}

/** Pages of this product load from here only; pictures are shown as images, never as part of a page. */
const contentSecurityPolicy = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'self'"],
    imgSrc: ["'self'", 'data:', 'blob:'],
    styleSrc: ["'self'", "'unsafe-inline'"],
    connectSrc: ["'self'", 'ws:', 'wss:'],
    objectSrc: ["'none'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
    formAction: ["'self'"],
  },
};
