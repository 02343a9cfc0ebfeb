import { expect, test } from 'vitest';
import { parseDemo, pickDemo, readDemos } from './read-demos.js';

const text = `
title: { en: A demo, zh: 演示 }
summary: { en: It does little., zh: 它做得不多。 }
language: c
programs: [a]
command: [./a]
processes: [a]
promises: [{ from: a, to: null, through: pipe }]
`;

test('a demo is read with its sources, and what it leaves out gets its defaults', async () => {
  const demo = pickDemo(await readDemos(), 'pipe/demo/question-and-answer');
  expect(demo.files.map((file) => file.path)).toEqual(['answer.c', 'ask.c']);
  expect(demo).toMatchObject({ mechanism: 'pipe', start: [], processes: ['ask', 'answer'] });
  expect(demo.promises[0]).toMatchObject({ kind: 'data', times: 1 });
});

test('a demo that is not there is refused with those that are near', async () => {
  const demos = await readDemos();
  expect(() => pickDemo(demos, 'pipe/demo/question-and-answers')).toThrow(
    'did you mean pipe/demo/question-and-answer',
  );
});

test('a promise about somebody else is refused', () => {
  expect(parseDemo('demo.yaml', text).processes).toEqual(['a']);
  expect(() => parseDemo('demo.yaml', text.replace('from: a', 'from: b'))).toThrow(
    'demo.yaml: a promise names "b", which is no process of it.',
  );
});

test('a misspelt key is refused with its place', () => {
  expect(() => parseDemo('demo.yaml', text.replace('programs', 'program'))).toThrow(/demo\.yaml:\d+:\d+/);
});
