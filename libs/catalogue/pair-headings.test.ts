import { expect, test } from 'vitest';
import { pairHeadings } from './pair-headings.js';
import { readCatalogue } from './read-catalogue.js';

test('headings meet their twins in order, and what stands in code is none', () => {
  const en = '# Pipe\n\n## When\n\n```sh\n## not this\n```\n\n### Never ends  \n';
  const zh = '# 管道\n\n## 什么时候\n\n### 永远不结束\n';
  expect(pairHeadings({ en, zh })).toEqual([
    { en: 'When', zh: '什么时候' },
    { en: 'Never ends', zh: '永远不结束' },
  ]);
});

test('every lesson has as many headings in Chinese as in English', async () => {
  const { mechanisms } = await readCatalogue();
  const lessons = mechanisms.flatMap(({ slug, lesson }) => (lesson === null ? [] : [{ slug, lesson }]));
  expect(lessons.length).toBeGreaterThan(0);
  for (const { slug, lesson } of lessons) {
    const count = (markdown: string) => pairHeadings({ en: markdown, zh: markdown }).length;
    expect([slug, count(lesson.zh)]).toEqual([slug, count(lesson.en)]);
  }
});
