import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import type { FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { parseOptions, queryRules } from '../limits/query-limits.js';
import type { Caller } from '../people/caller.js';
import { makeFormatError } from '../refusals/format-error.js';
import type { Loaders, LoadersFactory } from './loaders.js';

/** What every resolver of one operation shares. */
export interface OperationContext {
  readonly caller: Caller;
  readonly loaders: Loaders;
}

/** How GraphQL is served over HTTP; `subscription-server.ts` serves it over web sockets, with the same rules. */
export function graphqlOptions(loaders: LoadersFactory, logger: Logger): ApolloDriverConfig {
  return {
    driver: ApolloDriver,
    autoSchemaFile: true,
    sortSchema: true,
    path: '/graphql',
    // The page would be loaded from somebody else's server.
    graphiql: false,
    // The schema is public: it is checked in and documented.
    introspection: true,
    context: (request: FastifyRequest): OperationContext => ({
      caller: request.caller,
      loaders: loaders.make(request.caller),
    }),
    formatError: makeFormatError(logger),
    autoTransformHttpErrors: false,
    includeStacktraceInErrorResponses: false,
    validationRules: [...queryRules],
    parseOptions,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    // It looks at each field of an answer, of which a page of the gradebook has thousands, and nothing here is for caches.
    plugins: [ApolloServerPluginCacheControlDisabled()],
    stopOnTerminationSignals: false,
  };
}
