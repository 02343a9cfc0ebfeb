import { expect, test } from 'vitest';
import type { TracedMapping } from '#libs/contracts/trace';
import { aCaseRun } from '#libs/testing/a-case-run';
import { aHistory, aPipe, aProcess, anExec } from '#libs/testing/a-history';
import { aRun } from '#libs/testing/a-run';
import { mapsTogether } from './maps-together.js';

const board = aPipe({ id: 'o1', mechanism: 'shared-memory', kind: 'posix-shm', name: '/board-sometoken' });

function span(process: string, over: Partial<TracedMapping> = {}): TracedMapping {
  return { process, object: 'o1', access: 'both', offset: 0, bytes: 4096, fromMs: 1, untilMs: 5, ...over };
}

function says(mappings: readonly TracedMapping[]) {
  const processes = [
    aProcess({ id: 'p1', program: 0, execs: [anExec('sender')] }),
    aProcess({ id: 'p2', program: 1, execs: [anExec('receiver')] }),
  ];
  const [one] = aRun().programs;
  const programs = ['sender', 'receiver'].flatMap((name) => (one === undefined ? [] : [{ ...one, name }]));
  const history = aHistory({ processes, objects: [board], mappings });
  const seen = { ...aCaseRun({ history }), run: aRun({ programs }) };
  return mapsTogether.judge({ name: '/board-{{token}}', programs: [0, 1], writers: [0] }, seen);
}

test('programs that map one object at the same time, the writer so that it can store, are together', () => {
  expect(says([span('p1'), span('p2', { access: 'read' })])).toBeNull();
  expect(says([span('p1', { untilMs: null }), span('p2', { fromMs: 7, untilMs: 9 })])).toBeNull();
});

test('who never maps the object is named, and who cannot store there', () => {
  expect(says([])?.en).toBe(
    '`sender` never had the shared memory object /board-sometoken in its memory; it was to map it with MAP_SHARED.',
  );
  expect(says([span('p1')])).toEqual({
    about: ['o1'],
    en: '`receiver` never had the shared memory object /board-sometoken in its memory; it was to map it with MAP_SHARED.',
    zh: '`receiver`从未把共享内存对象 /board-sometoken 映射到自己的内存；它应当用 MAP_SHARED 映射它。',
  });
  expect(says([span('p1', { access: 'read' }), span('p2')])?.zh).toBe(
    '`sender`只以只读方式映射了 /board-sometoken；数据应由它存入其中，这需要 PROT_WRITE。',
  );
});

test('two who map it one after the other never meet there', () => {
  expect(says([span('p1', { untilMs: 2 }), span('p2', { fromMs: 3 })])).toMatchObject({
    en: '`sender` and `receiver` both mapped /board-sometoken, but never at the same time.',
    zh: '`sender`和`receiver`都映射过 /board-sometoken，但从未在同一时间。',
  });
});
