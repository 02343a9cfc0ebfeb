import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { checkNode } from './setup/check-node.mjs';

checkNode();
const { help, readOptions } = await import('./bench/options.mjs');

/** A whole bench that takes longer hangs: 15 minutes, or 40 with what has to be asked for; setup is no part of it. */
const limitsMs = { usual: 15 * 60_000, askedFor: 40 * 60_000 };

const stopping = new AbortController();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(name, () => stopping.abort(new Error('The bench was stopped before it was done.')));
}
const say = (line) => process.stderr.write(`${line}\n`);

process.exitCode = await main().catch((error) => {
  say(stopping.signal.aborted ? stopping.signal.reason.message : error.stack);
  return 1;
});

async function main() {
  let options;
  try {
    options = readOptions(process.argv.slice(2));
  } catch (error) {
    say(`${error.message}\n\n${help}`);
    return 2;
  }
  if (options.help) {
    process.stdout.write(help);
    return 0;
  }
  if (!(await prepare())) return 1;
  const limitMs = options.chosen.some(({ isAskedFor }) => isAskedFor) ? limitsMs.askedFor : limitsMs.usual;
  const late = setTimeout(
    () => stopping.abort(new Error(`The bench took longer than ${limitMs} ms.`)),
    limitMs,
  );
  try {
    const { measureAll } = await import('./bench/measure-all.mjs');
    const result = await measureAll(options, { signal: stopping.signal, say });
    const { printResult, printTable } = await import('./bench/results/print-result.mjs');
    if (options.json) process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
    else if (options.table) printTable(result);
    else printResult(result);
  } finally {
    clearTimeout(late);
  }
  return 0;
}

/** Standard output is the result's alone. */
async function prepare() {
  const script = fileURLToPath(new URL('./bench/prepare.mjs', import.meta.url));
  const child = spawn(process.execPath, [script], {
    stdio: ['ignore', 2, 2],
    signal: stopping.signal,
  });
  const [code] = await once(child, 'close');
  return code === 0;
}
