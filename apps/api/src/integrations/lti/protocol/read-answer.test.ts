import { expect, test } from 'vitest';
import { nextPage } from './read-answer.js';

const current = 'https://p.example/members?page=1';
const answer = (link: string) => ({ status: 200, text: '', headers: new Headers({ link }) });

test('the next page of a list is found among other links', () => {
  const link =
    '<https://p.example/members?page=0>; rel="prev", <https://p.example/members?page=2>; rel="next"';
  expect(nextPage(answer(link), current)).toBe('https://p.example/members?page=2');
  expect(nextPage(answer('</members?page=2>; rel=next'), current)).toBe('https://p.example/members?page=2');
  expect(nextPage(answer('<https://p.example/members>; rel="differences"'), current)).toBeNull();
  expect(nextPage({ status: 200, text: '', headers: new Headers() }, current)).toBeNull();
});

test('a next page on another server is not followed, for our token would go there', () => {
  const link = '<https://evil.example/members?page=2>; rel="next"';
  expect(() => nextPage(answer(link), current)).toThrow('another server, where our token is not sent');
});
