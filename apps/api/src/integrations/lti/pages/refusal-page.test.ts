import { expect, test } from 'vitest';
import { Refusal, refusalCodes } from '#libs/contracts/refusal';
import { LaunchRefusal } from '../protocol/launch-refusal.js';
import { refusalPage } from './refusal-page.js';

const alertOf = (thrown: unknown, lang: 'en' | 'zh') =>
  /<p role="alert">([^<]*)<\/p>/.exec(refusalPage(thrown, lang).body.text)?.[1];

test.each([...refusalCodes])(
  'on a page in Chinese %s is said in Chinese, with its own sentence below',
  (code) => {
    const refusal = new Refusal(code, 'The sentence of it.');
    expect(alertOf(refusal, 'zh')).toMatch(/^[\p{Script=Han}，。：]+$/u);
    expect(refusalPage(refusal, 'zh').body.text).toMatch(/<p class="quiet" lang="en">[A-Z][^<]*\.<\/p>/);
  },
);

test('in English a refusal is said once, and what is made for the page in its own words', () => {
  expect(alertOf(new Refusal('CONFLICT', 'The term has this code.'), 'en')).toBe('The term has this code.');
  expect(refusalPage(new Refusal('CONFLICT', 'x'), 'en').body.text).not.toContain('lang="en"');
  const both = new LaunchRefusal('NOT_FOUND', { en: 'It is gone.', zh: '已不存在。' });
  expect([alertOf(both, 'en'), alertOf(both, 'zh')]).toEqual(['It is gone.', '已不存在。']);
});

test('a fault of ours says nothing of the inside in either language', () => {
  const fault = new Error('connect ECONNREFUSED 10.0.0.1:5432');
  for (const lang of ['en', 'zh'] as const)
    expect(refusalPage(fault, lang).body.text).not.toContain('ECONNREFUSED');
});
