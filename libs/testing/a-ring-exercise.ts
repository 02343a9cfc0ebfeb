import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Exercise } from '#libs/catalogue/exercise';
import type { LanguageId, SourceFile } from '#libs/contracts/language';
import { anExercise } from './an-exercise.js';

const read = (...path: string[]): string => readFileSync(join(import.meta.dirname, 'ring', ...path), 'utf8');

/** A ring as it is handed in, such as `right/mutex`: the same text is C and C++. */
export function aRing(name: string, language: LanguageId): readonly SourceFile[] {
  const ending = language === 'cpp' ? 'cpp' : 'c';
  return [
    { path: `try-ring.${ending}`, content: read('try-ring.c') },
    { path: 'ring.h', content: read(name, 'ring.h') },
    { path: `ring.${ending}`, content: read(name, 'ring.c') },
  ];
}

const title = { en: 'threads at the ring', zh: '线程与环形缓冲区' };
const wanted = [{ path: 'threads.c', content: read('harness', 'threads.c') }];

/** What differs between exercises about a ring: the sources of its harness, and how many times the threads meet under the checker. */
export interface RingOptions {
  readonly harnesses?: readonly SourceFile[];
  readonly times?: number;
}

/** An exercise whose students write a ring, and whose harness has threads put and get. */
export function aRingExercise({ harnesses = wanted, times = 1 }: RingOptions = {}): Exercise {
  const shared = { with: ['ring.*'], languages: ['c', 'cpp'], source: 'threads.c' };
  const races = Array.from({ length: times }, (_, index) => `races-${index + 1}`);
  return anExercise({
    slug: 'shared-memory/02-ring-buffer',
    hash: `sha256:${createHash('sha256')
      .update(harnesses[0]?.content ?? '')
      .digest('hex')}`,
    programs: ['try-ring'],
    languages: ['c', 'cpp'],
    harnesses,
    solutions: (['c', 'cpp'] as const).map((language) => ({
      name: `solution/${language}/mutex`,
      language,
      files: aRing('right/mutex', language),
    })),
    plan: {
      harnesses: [
        { ...shared, name: 'racing-threads', sanitize: 'thread' },
        { ...shared, name: 'threads' },
      ],
      cases: [
        { id: 'alone', title: { en: 'one item', zh: '一个元素' }, wallMs: 1_000 },
        ...races.map((id) => ({ id, title, harness: 'racing-threads', wallMs: 2_500 })),
        { id: 'result', title, harness: 'threads', wallMs: 2_500 },
      ],
      checks: [
        check('the program runs', 70 - times, [{ kind: 'exit', case: 'alone', code: 0 }]),
        ...races.map((id) => check('no data race', 1, [{ kind: 'no-race', case: id, in: ['ring.*'] }])),
        check('every item comes out once', 30, [
          { kind: 'stdout', case: 'result', equals: { text: '3000 items, each once\n' } },
        ]),
      ],
    },
  });
}

function check(en: string, points: number, expect: readonly object[]) {
  return { name: { en, zh: en }, group: 'behaviour', points, expect };
}
