import { buildSchema, execute, parse } from 'graphql';
import { expect, test } from 'vitest';
import { askedFields } from './asked-fields.js';

const schema = buildSchema('type Cell { a: Int b: Int c: Int of: Cell } type Query { cell: Cell }');

function asked(query: string, path: readonly string[] = []): string[] {
  let names: string[] = [];
  const rootValue = {
    cell: (_: unknown, __: unknown, info: Parameters<typeof askedFields>[0]) => {
      names = [...askedFields(info, path)];
      return null;
    },
  };
  void execute({ schema, document: parse(query), rootValue });
  return names;
}

test('fields are found in fragments, under other names and where a question asks twice', () => {
  const query = '{ cell { x: a ... on Cell { b } ...more } } fragment more on Cell { c }';
  expect(asked(query)).toEqual(['a', 'b', 'c']);
  expect(asked('{ cell { a } cell { b } }')).toEqual(['a', 'b']);
});

test('what may be left out is wanted', () => {
  expect(asked('query ($no: Boolean = false) { cell { a @include(if: $no) b } }')).toEqual(['a', 'b']);
});

test('a path leads below, by the names of the schema, and to nothing where nothing is asked', () => {
  const query = '{ cell { a of { of { b } } x: of { ...more } } } fragment more on Cell { of { c } }';
  expect(asked(query, ['of', 'of'])).toEqual(['b', 'c']);
  expect(asked(query, ['of', 'of', 'of'])).toEqual([]);
});
