import { Client } from 'pg';

/** Timers of this process ask the database too, but not each time. */
const times = 5;

/** Counts what this process asks PostgreSQL while `work` goes on: the least of five times. Beginnings and ends of transactions count too. */
export async function countStatements(work: () => Promise<unknown>): Promise<number> {
  const counts: number[] = [];
  for (let time = 0; time < times; time += 1) counts.push(await countOnce(work));
  return Math.min(...counts);
}

async function countOnce(work: () => Promise<unknown>): Promise<number> {
  const original = Client.prototype.query;
  let statements = 0;
  Client.prototype.query = function (this: Client, ...given: unknown[]) {
    statements += 1;
    return Reflect.apply(original, this, given);
  };
  try {
    await work();
  } finally {
    Client.prototype.query = original;
  }
  return statements;
}
