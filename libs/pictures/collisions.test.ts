import { readFileSync } from 'node:fs';
import { readDemos } from '#libs/catalogue/read-demos';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { aCrowdedTrace, aRingTrace } from '#libs/testing/a-crowded-trace';
import { aDeadlockedTrace, aTellingTrace } from '#libs/testing/a-telling-trace';
import { anyTrace } from '#libs/testing/any-trace';
import { drawSvg } from './draw-svg.js';
import { findCollisions } from './testing-pictures/find-collisions.js';

test('the judge of collisions does judge', () => {
  const text = (x: number, y: number): string => `<text class="ipc-label" x="${x}" y="${y}">abc</text>`;
  const tip = '<path class="ipc-tip" d="M20 50L29 54L20 58Z"/>';
  const line =
    '<line class="ipc-halo" x1="0" y1="54" x2="90" y2="54"/><line class="ipc-arrow" x1="0" y1="54" x2="90" y2="54"/>';
  expect(findCollisions(text(10, 20) + text(10, 40) + tip + line)).toEqual([]);
  expect(findCollisions(text(10, 20) + text(20, 24))).toHaveLength(1);
  expect(findCollisions(text(10, 57) + tip)).toHaveLength(1);
  expect(findCollisions(text(60, 57) + line)).toHaveLength(1);
});

const views = ['sequence', 'graph'] as const;

test.each(
  [
    { name: 'one of each', trace: aTellingTrace() },
    { name: 'a deadlock', trace: aDeadlockedTrace() },
    { name: 'a ring', trace: aRingTrace(32) },
    { name: 'a crowd', trace: aCrowdedTrace(64, { code: 0 }) },
  ].flatMap((one) => views.map((view) => ({ ...one, view }))),
)('in the $view of $name no text covers another one or an arrow', ({ trace, view }) => {
  for (const options of [
    { threads: true, mark: ['p3'] },
    { siblings: true, lang: 'zh' as const },
  ])
    expect(findCollisions(drawSvg(trace, { ...options, view }))).toEqual([]);
});

test('in the pictures of all demos no text covers another one or an arrow', async () => {
  const demos = await readDemos();
  expect(demos.length).toBeGreaterThan(30);
  for (const demo of demos) {
    const picture = readFileSync(`${demo.folder}/picture.svg`, 'utf8');
    expect({ demo: demo.slug, collisions: findCollisions(picture) }).toEqual({
      demo: demo.slug,
      collisions: [],
    });
  }
});

test.each(views)('whatever a trace holds, no text of its %s covers another one or an arrow', (view) => {
  fc.assert(
    fc.property(anyTrace, fc.boolean(), (trace, threads) => {
      expect(findCollisions(drawSvg(trace, { view, threads }))).toEqual([]);
    }),
    { numRuns: 150 },
  );
});
