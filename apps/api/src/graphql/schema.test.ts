import 'reflect-metadata';
import { Test } from '@nestjs/testing';
import { GraphQLSchemaBuilderModule, GraphQLSchemaFactory } from '@nestjs/graphql';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { expect, test } from 'vitest';
import { ExercisesResolver, MechanismsResolver } from '../exercises/exercises.resolver.js';
import { PeopleResolver } from '../people/people.resolver.js';
import { RunsResolver } from '../runs/runs.resolver.js';
import { ProgressResolver } from '../submissions/progress.resolver.js';
import { SubmissionsResolver } from '../submissions/submissions.resolver.js';

const head = `# Written by "npx vitest run --config .config/vitest.config.ts apps/api/src/graphql/schema.test.ts --update".
# Do not edit: the resolvers are the source.

`;

const resolvers = [
  ExercisesResolver,
  MechanismsResolver,
  PeopleResolver,
  ProgressResolver,
  RunsResolver,
  SubmissionsResolver,
];

test('the printed schema is that of the resolvers', async () => {
  const module = await Test.createTestingModule({ imports: [GraphQLSchemaBuilderModule] }).compile();
  await module.init();
  const schema = await module.get(GraphQLSchemaFactory).create(resolvers);
  const printed = `${head}${printSchema(lexicographicSortSchema(schema))}\n`;
  await expect(printed).toMatchFileSnapshot('../../schema.graphql');
});
