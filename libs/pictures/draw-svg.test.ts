import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { drawSvg } from './draw-svg.js';
import { aProcess, aTrace, traceOf } from '#libs/testing/a-trace';
import { aCrowdedTrace, aRingTrace } from '#libs/testing/a-crowded-trace';
import { aDeadlockedTrace, aTellingTrace } from '#libs/testing/a-telling-trace';
import { anyTrace } from '#libs/testing/any-trace';

/** Names of all elements of a document; throws when it is not well-formed XML 1.0 of the plain kind that pictures are made of. */
function elementsOf(xml: string): readonly string[] {
  if (/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(xml))
    throw new Error('Not XML: a character that no document may hold.');
  const token =
    /<(\/?)([a-zA-Z]+)((?: [\w:-]+="(?:[^"<&]|&(?:amp|lt|gt|quot|#39);)*")*)(\/?)>|(?:[^<&]|&(?:amp|lt|gt|quot|#39);)+/y;
  const [names, open]: [string[], string[]] = [[], []];
  while (token.lastIndex < xml.length) {
    const at = token.lastIndex;
    const match = token.exec(xml);
    if (!match) throw new Error(`Not XML: ${xml.slice(at, at + 60)}`);
    const [, closing, name, , empty] = match;
    if (name === undefined) continue;
    if (closing === '') names.push(name);
    else if (open.pop() !== name) throw new Error(`Not XML: </${name}> closes nothing.`);
    if (closing === '' && empty === '') open.push(name);
  }
  if (open.length > 0) throw new Error(`Not XML: ${open.join()} is not closed.`);
  return names;
}

test('the judge of well-formedness does judge', () => {
  expect(elementsOf('<a b="&lt;"><c/>x &amp; y</a>')).toEqual(['a', 'c']);
  for (const broken of ['<a><b></a>', '<a>', '</a>', 'x < y', 'x & y', '<a b="<"/>', '\u0000', '\ud800'])
    expect(() => elementsOf(broken)).toThrow('Not XML');
});

test.each(['parent-to-child', 'keeps-write-end', 'pipeline'])(
  'the picture of %s is the one that was looked at',
  async (name) => {
    const svg = drawSvg(await traceOf(name), { title: name });
    expect(elementsOf(svg)).toContain('desc');
    await expect(svg).toMatchFileSnapshot(`golden/${name}.svg`);
  },
);

test.each([
  { name: 'one-of-each', trace: aTellingTrace(), options: { mark: ['p3'] } },
  { name: 'window-of-time', trace: aTellingTrace(), options: { fromMs: 8, toMs: 16 } },
  { name: 'threads', trace: aTellingTrace(), options: { threads: true } },
  { name: 'cycle', trace: aDeadlockedTrace(), options: {} },
  { name: 'workers-folded', trace: aCrowdedTrace(64, { signal: 'SIGSEGV' }), options: {} },
  { name: 'ring', trace: aRingTrace(32), options: {} },
  { name: 'graph-one-of-each', trace: aTellingTrace(), options: { view: 'graph', mark: ['p3'] } },
  { name: 'graph-cycle', trace: aDeadlockedTrace(), options: { view: 'graph' } },
  {
    name: 'graph-workers',
    trace: aCrowdedTrace(64, { code: 0 }),
    options: { view: 'graph', siblings: true },
  },
  { name: 'graph-ring', trace: aRingTrace(12), options: { view: 'graph' } },
] as const)('the picture of $name is the one that was looked at', async ({ name, trace, options }) => {
  const svg = drawSvg(trace, { title: name, ...options });
  expect(elementsOf(svg)).toContain('desc');
  await expect(svg).toMatchFileSnapshot(`golden/${name}.svg`);
});

test('sixty-four processes are drawn without being folded when that is asked for, and stay narrow', () => {
  const svg = drawSvg(aCrowdedTrace(64, { code: 0 }), { siblings: true });
  expect(svg).not.toContain('×');
  expect(Number(/ width="(\d+)"/.exec(svg)?.[1])).toBeLessThan(3600);
});

test('a graph says once what went through a pipe, and in words what its lines say', () => {
  const svg = drawSvg(aTellingTrace(), { view: 'graph' });
  expect(svg.split('>63 KiB ×2<')).toHaveLength(2);
  expect(svg).toContain('server (pid 2) → pipe 1: 63 KiB ×2');
  expect(svg).toContain('server (pid 2) → client (pid 3): SIGUSR1 ×20');
});

test('a part that can be reached by keyboard holds no other one', () => {
  const svg = drawSvg(aTellingTrace(), { threads: true });
  const parts = svg.split('tabindex="0"');
  expect(parts.length).toBeGreaterThan(20);
  for (const part of parts.slice(0, -1)) {
    const opened = part.split('<g').length - part.split('</g>').length;
    expect(opened).toBeLessThanOrEqual(1);
  }
});

test('a picture tells in words what it shows', async () => {
  const svg = drawSvg(await traceOf('parent-to-child'), { title: 'One pipe' });
  expect(svg).toContain('role="graphics-document document"');
  expect(svg).toContain('<title>One pipe</title>');
  expect(svg).toContain('uppercase (pid 2) → pipe 1 → uppercase (pid 3): 20 B');
  expect(svg).toContain('prefers-color-scheme:dark');
});

test('the harness is drawn only when asked for', async () => {
  const trace = await traceOf('parent-to-child');
  expect(drawSvg(trace)).not.toContain('>p0<');
  expect(drawSvg(trace, { showHarness: true })).toContain('>p0<');
});

test('the words of a picture are in the language that was asked for', async () => {
  const svg = drawSvg(await traceOf('keeps-write-end'), { lang: 'zh' });
  expect(svg).toContain('lang="zh"');
  expect(svg).toContain('在 read 中等待');
});

test('a crowd of processes is drawn up to a limit, and the picture says how many it leaves out', () => {
  const processes = Array.from({ length: 100 }, (_, at) =>
    aProcess({ id: `p${at + 1}`, pid: at + 2, parent: at === 0 ? null : 'p1', startMs: at }),
  );
  const svg = drawSvg(aTrace({ processes, transfers: [] }), { siblings: true });
  expect(svg).toContain('36 more processes and objects are not shown.');
  elementsOf(svg);
});

const anyOptions = fc.record(
  {
    showHarness: fc.boolean(),
    threads: fc.boolean(),
    siblings: fc.boolean(),
    view: fc.constantFrom('sequence', 'graph'),
    fromMs: fc.double({ min: -1, max: 1e6, noNaN: true }),
    toMs: fc.double({ min: -1, max: 1e6, noNaN: true }),
  },
  { requiredKeys: [] },
);

test('whatever a trace holds, its picture is well-formed, has no script, and is drawn the same each time', () => {
  fc.assert(
    fc.property(anyTrace, anyOptions, (trace, some) => {
      const options = { ...some, mark: ['p1', 'o1'], title: trace.warnings[0] ?? 'x' };
      const svg = drawSvg(trace, options);
      expect(elementsOf(svg)).not.toContain('script');
      expect(svg).not.toMatch(/NaN|undefined|Infinity/);
      expect(drawSvg(trace, options)).toBe(svg);
    }),
    { numRuns: 100 },
  );
});
