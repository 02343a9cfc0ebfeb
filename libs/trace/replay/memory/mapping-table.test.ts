import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readHistory } from '../../read-history.js';

const pages = 12;
const base = 0x10000;

/** A call on a range of pages: a shared mapping of an object, a private one over it, or none any more. */
const anOperation = fc.record({
  kind: fc.constantFrom('shared', 'private', 'unmap'),
  object: fc.constantFrom('a', 'b'),
  first: fc.nat(pages - 1),
  count: fc.integer({ min: 1, max: 4 }),
  offset: fc.nat(3),
});
type Operation = typeof anOperation extends fc.Arbitrary<infer T> ? T : never;

function toLine({ kind, object, first, count, offset }: Operation): string {
  const [start, bytes] = [`0x${(base + first * 4096).toString(16)}`, count * 4096];
  if (kind === 'unmap') return `10 munmap(${start}, ${bytes}) = 0`;
  if (kind === 'private')
    return `10 mmap(${start}, ${bytes}, PROT_READ, MAP_PRIVATE|MAP_FIXED|MAP_ANONYMOUS, -1, 0) = ${start}`;
  return `10 mmap(${start}, ${bytes}, PROT_READ, MAP_SHARED|MAP_FIXED, ${object === 'a' ? 3 : 4}</dev/shm/${object}>, ${offset * 4096}) = ${start}`;
}

/** What each page shows after all operations: the kernel's own bookkeeping, page by page. */
function expectedPages(operations: readonly Operation[]): readonly string[] {
  const shown = new Map<number, string>();
  for (const { kind, object, first, count, offset } of operations)
    for (let at = 0; at < count; at += 1) {
      if (kind === 'shared') shown.set(first + at, `/${object} page ${offset + at}`);
      else shown.delete(first + at);
    }
  return [...shown.values()].sort();
}

test('after any calls each page shows what the last call put there', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anOperation, { maxLength: 20 }), async (operations) => {
      const lines = [
        'execve("/box/a", ["./a"], 0x1 /* 1 var */) = 0',
        'openat(AT_FDCWD</box>, "/dev/shm/a", O_RDWR) = 3</dev/shm/a>',
        'openat(AT_FDCWD</box>, "/dev/shm/b", O_RDWR) = 4</dev/shm/b>',
      ].map((line) => `10 ${line}`);
      const log = [...lines, ...operations.map(toLine)].map((line, at) =>
        line.replace(' ', ` 5.${String(at).padStart(3, '0')} `),
      );
      const history = await readHistory(log, [{ pid: 10, program: 'a' }]);
      const names = new Map(history.objects.map((object) => [object.id, object.name]));
      const shown = history.mappings
        .filter((span) => span.untilMs === null)
        .flatMap(({ object, offset, bytes }) =>
          Array.from({ length: bytes / 4096 }, (_, at) => `${names.get(object)} page ${offset / 4096 + at}`),
        );
      expect(shown.sort()).toEqual(expectedPages(operations));
      expect(history.warnings).toEqual([]);
    }),
    { numRuns: 200 },
  );
});
