import { expect, test } from 'vitest';
import { markup } from './markup.js';

test('what a platform or a person calls something never becomes a part of the page', () => {
  const name = `<script>alert("x")</script>'&`;
  const escaped = '&#60;script&#62;alert(&#34;x&#34;)&#60;/script&#62;&#39;&#38;';
  expect(markup`<p title="${name}">${name}</p>`.text).toBe(`<p title="${escaped}">${escaped}</p>`);
});

test('markup within markup stays what it is', () => {
  const items = ['a', '<b>'].map((one) => markup`<li>${one}</li>`);
  expect(markup`<ul>${items}</ul>${null}${3}`.text).toBe('<ul><li>a</li><li>&#60;b&#62;</li></ul>3');
});
