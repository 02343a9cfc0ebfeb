import { expect, test } from 'vitest';
import { csvLine } from './csv.js';

test('commas, quotes and ends of lines are within quotes', () => {
  expect(csvLine(['a,b', 'say "hi"', 'two\nlines', 'plain', 1.5, null])).toBe(
    '"a,b","say ""hi""","two\nlines",plain,1.5,\r\n',
  );
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '＝1', '=cmd|"/c calc"!A1'])(
  'a name such as %j begins no formula',
  (name) => {
    expect(csvLine([name])).toMatch(/^"?'/);
  },
);

test('a negative number of ours stays a number', () => {
  expect(csvLine([-1])).toBe('-1\r\n');
});
