// A program of its own, started by run-comparison.ts: reads what to compare from standard input and answers on standard output, a line
// of JSON each. It ends when its input does, so that it never outlives who started it.
import { createInterface } from 'node:readline';
import { setImmediate as turn } from 'node:timers/promises';
import {
  ComparisonOrder,
  type ComparedProgram,
  type ComparisonAnswer,
  type StarterCode,
} from '#libs/contracts/similarity';
import { comparePrograms } from './compare.js';

const starters: StarterCode[] = [];
const programs: ComparedProgram[] = [];

const tell = (answer: ComparisonAnswer): void => {
  process.stdout.write(`${JSON.stringify(answer)}\n`);
};

async function begin(): Promise<void> {
  await comparePrograms({ starters, programs }, { tell, pause: () => turn() });
  // To exit before everything is read on the other side would lose it.
  process.stdout.write('', () => process.exit(0));
}

createInterface({ input: process.stdin })
  .on('line', (line) => {
    const order = ComparisonOrder.parse(JSON.parse(line));
    if (order.kind === 'starter') starters.push(order.starter);
    else if (order.kind === 'program') programs.push(order.program);
    else void begin();
  })
  .on('close', () => process.exit(1));
