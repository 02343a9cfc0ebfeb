import 'reflect-metadata';
import { MODULE_METADATA } from '@nestjs/common/constants.js';
import { Test } from '@nestjs/testing';
import { GraphQLSchemaBuilderModule, GraphQLSchemaFactory } from '@nestjs/graphql';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { expect, test } from 'vitest';
import { AppModule } from '../app.module.js';

const head = `# Written by "npx vitest run --config .config/vitest.config.ts apps/api/src/graphql/schema.test.ts --update".
# Do not edit: the resolvers are the source.

`;

/** What `@Resolver` leaves on a class. */
const resolverMark = 'graphql:resolver_type';

/** Every resolver that a module of the api provides, so that none is forgotten here. */
function resolversOf(module: object): Function[] {
  const of = (key: string): unknown[] => Reflect.getMetadata(key, module) ?? [];
  const imported = of(MODULE_METADATA.IMPORTS).flatMap((one) => (isClass(one) ? resolversOf(one) : []));
  const own = of(MODULE_METADATA.PROVIDERS).filter(isClass);
  return [...imported, ...own.filter((one) => Reflect.hasMetadata(resolverMark, one))];
}

function isClass(value: unknown): value is Function {
  return typeof value === 'function';
}

test('the printed schema is that of the resolvers', async () => {
  const module = await Test.createTestingModule({ imports: [GraphQLSchemaBuilderModule] }).compile();
  await module.init();
  const schema = await module.get(GraphQLSchemaFactory).create([...new Set(resolversOf(AppModule))]);
  const printed = `${head}${printSchema(lexicographicSortSchema(schema))}\n`;
  await expect(printed).toMatchFileSnapshot('../../schema.graphql');
});
