import { readFileSync } from 'node:fs';
import { buildSchema, parse, validate } from 'graphql';
import { expect, test } from 'vitest';

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
const blocks = [...read('set-assignments.md').matchAll(/^```graphql\n(.*?)^```/gms)].map(
  ([, code = '']) => code,
);
const schema = buildSchema(read('../../apps/api/schema.graphql'));

test('every query of the guide is one that the api answers', () => {
  expect(blocks.length).toBeGreaterThan(4);
  for (const block of blocks) expect(validate(schema, parse(block))).toEqual([]);
});
