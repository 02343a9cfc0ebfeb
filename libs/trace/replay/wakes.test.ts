import { expect, test } from 'vitest';
import { routes } from '../testing-logs/describe-flows.js';
import { readFixture } from '../testing-logs/read-fixture.js';

test('semaphores, mutexes and conditions of several processes show who woke whom, at which word', async () => {
  const history = await readFixture('process-shared');
  expect(routes(history)).toEqual([
    'p1 > /door > p2 wake',
    'p1 > futex in shared mapping 1, byte 88 > p2 wake',
    'p1 > futex in shared mapping 1, byte 0 > p2 wake',
    'p1 > futex in shared mapping 1, byte 80 > p2 wake',
    'p2 > futex in shared mapping 1, byte 128 > p1 wake',
    'p1:1 > standard output > p0 8',
  ]);
  expect(history.objects.find((one) => one.name === '/door')).toMatchObject({
    mechanism: 'synchronisation',
    kind: 'semaphore',
  });
  expect(history.warnings).toEqual([]);
});

test('a robust mutex whose owner ended wakes its heir, and the end is told as the cause', async () => {
  const history = await readFixture('process-shared');
  const heir = history.transfers.findLast((flow) => flow.kind === 'wake');
  const owner = history.processes.find((life) => life.id === 'p2');
  expect(heir?.cause).toEqual({ process: 'p2', fd: null, by: 'exit', atMs: owner?.endMs });
});
