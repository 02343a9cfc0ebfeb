import { mkdir } from 'node:fs/promises';
import { checkNode } from './setup/check-node.mjs';

checkNode();
const { help, readListen, readOptions } = await import('./start/options.mjs');
const { claimInstance } = await import('./start/instance.mjs');
const { CannotStart, runSystem } = await import('./start/run-system.mjs');
const { endWithNpm } = await import('./setup/end-with-npm.mjs');
const { setUp } = await import('./setup/set-up.mjs');
const { watchSources } = await import('./start/watch-sources.mjs');

const stopping = new AbortController();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => stopping.abort());
endWithNpm(() => stopping.abort());

process.exitCode = await main().catch((error) => {
  // A stop that was asked for is no failure, wherever it met us.
  if (stopping.signal.aborted) return 0;
  // Sentences of ours need no stack; anything else is a bug, and its stack says where.
  const isSentence = error instanceof CannotStart || error.name === 'CommandFailed';
  process.stderr.write(`${isSentence ? error.message : error.stack}\n`);
  return 1;
});

async function main() {
  let options;
  let listen;
  try {
    options = readOptions(process.argv.slice(2));
    listen = readListen(process.env);
  } catch (error) {
    process.stderr.write(`${error.message}\n\n${help}`);
    return 2;
  }
  if (options.help) {
    process.stdout.write(help);
    return 0;
  }
  await mkdir(options.data, { recursive: true, mode: 0o700 });
  const { owner, announce, release } = await claimInstance(options.data);
  if (owner) {
    const where = owner.url ? `at ${owner.url}` : 'and is still starting';
    process.stderr.write(
      `ipclab already runs with ${options.data}: process ${owner.pid ?? 'unknown'}, ${where}.\n`,
    );
    return 1;
  }
  try {
    const setup = await setUp({ withTests: false });
    if (options.watch) watchSources(stopping.signal);
    await runSystem({ ...options, listen, setup, announce, signal: stopping.signal });
  } finally {
    await release();
  }
  return 0;
}
