import { expect, test } from 'vitest';
import { bytesMoved } from '../../evidence.js';
import { readHistory } from '../../read-history.js';

/** Lines of a parent that sends its child `rounds` messages of 4096 bytes through a pipe. */
function* aLongLog(rounds: number): Generator<string> {
  yield '10 5.0 execve("/box/a", ["./a"], 0x1 /* 1 var */) = 0';
  yield '10 5.1 pipe2([3<pipe:[7]>, 4<pipe:[7]>], 0) = 0';
  yield '10 5.2 clone(child_stack=NULL, flags=SIGCHLD, child_tidptr=0x1) = 11';
  for (let round = 0; round < rounds; round += 1) {
    yield '10 6.0 write(4<pipe:[7]>, "abc"..., 4096) = 4096';
    yield '11 6.0 read(3<pipe:[7]>, "abc"..., 4096) = 4096';
  }
}

test(
  'of very many transfers the later ones are told together, and no byte of them is lost',
  { timeout: 60_000 },
  async () => {
    const rounds = 100_500;
    const history = await readHistory(aLongLog(rounds), [{ pid: 10, program: 'a' }]);
    expect(history.transfers).toHaveLength(100_001);
    expect(bytesMoved(history, { kind: 'pipe' })).toBe(rounds * 4096);
    expect(history.transfers.at(-1)?.sends).toBe(500);
    expect(history.warnings).toEqual([
      'There are more than 100000 transfers: later ones that went the same way are told together.',
    ]);
  },
);
