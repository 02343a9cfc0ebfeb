import { spawn } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../setup/run-command.mjs';
import { isTerminal } from '../setup/say.mjs';
import { countResults } from './count-results.mjs';
import { findFailures } from './find-failures.mjs';
import { resultsFolder } from './stages.mjs';

/** A stage that takes longer hangs: 30 minutes. */
const limitMs = 30 * 60_000;
/** So much of what a tool says is kept, in characters: all of it, unless it has gone mad. */
const keptChars = 1_048_576;

/**
 * Runs one stage to its end and resolves to `{ name, passed, failed, skipped, failures, output, ms }`, as its own runner counted them;
 * `failures` is what `findFailures` found. `output` is what a tool said, which is not printed yet; others print as they go.
 */
export async function runStage(stage, signal) {
  const startedAt = Date.now();
  await mkdir(join(root, resultsFolder), { recursive: true });
  // What an earlier run counted must not be taken for ours.
  if (stage.results) await rm(join(root, stage.results), { force: true });
  let ended = { status: 0, output: '' };
  for (const command of stage.commands) {
    if (ended.status === 0) ended = await runOne(command, { stage, signal });
  }
  if (stage.counts === 'exercises') await writeFile(join(root, stage.results), ended.output);
  const output = stage.counts === 'status' ? ended.output : '';
  const counted = await countResults(stage, ended.status);
  const failures = counted.failed ? await findFailures(stage, ended) : [];
  return { name: stage.name, title: stage.title, ...counted, failures, output, ms: Date.now() - startedAt };
}

/** A runner with a report of its own talks to the terminal itself; what others say is kept. */
const streams = { vitest: ['inherit', 'inherit'], exercises: ['pipe', 'inherit'], status: ['pipe', 'pipe'] };

function runOne([file, ...args], { stage, signal }) {
  return new Promise((resolve) => {
    const child = spawn(file, args, {
      cwd: root,
      env: isTerminal ? { ...process.env, FORCE_COLOR: '1' } : process.env,
      stdio: ['ignore', ...streams[stage.counts]],
      timeout: limitMs,
      signal,
    });
    let output = '';
    const hear = (chunk) => {
      output += chunk;
      if (stage.counts === 'status') output = output.slice(0, keptChars);
    };
    for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', hear);
    child.once('error', (error) => {
      process.stderr.write(`${file}: ${error.message}\n`);
      resolve({ status: 127, output: error.message });
    });
    child.once('close', (code) => resolve({ status: code ?? 1, output }));
  });
}
