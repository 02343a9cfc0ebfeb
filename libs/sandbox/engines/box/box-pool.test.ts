import { expect, test } from 'vitest';
import { BoxPool } from './box-pool.js';

/** Waiting for what a timer of 50 ms starts. */
const patience = { timeout: 5_000, interval: 5 };

class FakeBox {
  gone = false;
  constructor(readonly number: number) {}
  end(): Promise<void> {
    this.gone = true;
    return Promise.resolve();
  }
}

function aPool(size: number) {
  const made: FakeBox[] = [];
  const open = () => {
    const box = new FakeBox(made.length);
    made.push(box);
    return Promise.resolve(box);
  };
  return { made, pool: new BoxPool(open, size) };
}

test('all are made while nothing runs, two at first', async () => {
  const { made, pool } = aPool(6);
  pool.fill();
  expect(made.length).toBe(2);
  await expect.poll(() => made.length, patience).toBe(6);
  await pool.close();
  expect(made.every((box) => box.gone)).toBe(true);
});

test('while a run goes on none is made as long as two stand ready, and the used ones come back afterwards', async () => {
  const { made, pool } = aPool(4);
  pool.fill();
  await expect.poll(() => made.length, patience).toBe(4);
  const [first, second] = [await pool.take(), await pool.take()];
  await new Promise(setImmediate);
  expect(made.length).toBe(4);
  const third = await pool.take();
  await expect.poll(() => made.length, patience).toBe(5);
  await Promise.all([first, second, third].map((box) => pool.discard(box)));
  await expect.poll(() => made.length, patience).toBe(7);
  await pool.close();
  expect(made.every((box) => box.gone)).toBe(true);
});

test('one that died while it stood ready is not handed out', async () => {
  const { made, pool } = aPool(2);
  pool.fill();
  await made[0]?.end();
  expect((await pool.take()).number).toBe(1);
  await pool.close();
});

test('a sandbox that cannot be made is told to who takes it, and the pool goes on', async () => {
  let tries = 0;
  const pool = new BoxPool<FakeBox>(() => {
    tries += 1;
    return tries === 1 ? Promise.reject(new Error('no namespaces')) : Promise.resolve(new FakeBox(tries));
  }, 1);
  pool.fill();
  await expect(pool.take()).rejects.toThrow('no namespaces');
  expect((await pool.take()).number).toBe(2);
  await pool.close();
});
