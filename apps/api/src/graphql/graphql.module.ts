import { Global, Module } from '@nestjs/common';
import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { GraphQLModule } from '@nestjs/graphql';
import { apiLogger } from '../logger.js';
import { graphqlOptions } from './graphql-options.js';
import { CourseLoadersFactory } from '../courses/course-loaders.js';
import { SimilarityLoadersFactory } from '../results/similarity/similarity-loaders.js';
import { SubmissionAccess } from '../submissions/submission-access.js';
import { LoadersFactory } from './loaders.js';
import { SubscriptionServer } from './subscription-server.js';

/** The loaders apart, because the GraphQL module asks for them before it exists. */
@Global()
@Module({
  providers: [CourseLoadersFactory, SimilarityLoadersFactory, SubmissionAccess, LoadersFactory],
  exports: [SubmissionAccess, LoadersFactory],
})
export class LoadersModule {}

/** GraphQL at /graphql, over HTTP and web sockets. */
@Module({
  imports: [
    LoadersModule,
    GraphQLModule.forRootAsync<ApolloDriverConfig>({
      driver: ApolloDriver,
      inject: [LoadersFactory, apiLogger],
      useFactory: graphqlOptions,
    }),
  ],
  providers: [SubscriptionServer],
})
export class GraphqlModule {}
