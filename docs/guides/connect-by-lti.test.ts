import { readFileSync } from 'node:fs';
import { buildSchema, parse, validate } from 'graphql';
import { expect, test } from 'vitest';

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
const guide = read('connect-by-lti.md');
const schema = buildSchema(read('../../apps/api/schema.graphql'));

test('every query of the guide is one that the api answers', () => {
  const blocks = [...guide.matchAll(/^```graphql\n(.*?)^```/gms)].map(([, code = '']) => code);
  expect(blocks).toHaveLength(3);
  for (const block of blocks) expect(validate(schema, parse(block))).toEqual([]);
});

test('every operation that the guide names is in the schema', () => {
  const names = [...guide.matchAll(/`([a-z]+Lti[A-Za-z]+|lti[A-Z][A-Za-z]+)/g)].map(([, name = '']) => name);
  expect(names.length).toBeGreaterThan(5);
  const fields = { ...schema.getQueryType()?.getFields(), ...schema.getMutationType()?.getFields() };
  for (const name of names) expect(Object.keys(fields)).toContain(name);
});
