import { spawn } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../setup/run-command.mjs';
import { say } from '../setup/say.mjs';
import { countResults } from './count-results.mjs';
import { resultsFolder } from './stages.mjs';

/** A stage that takes longer hangs: 30 minutes. */
const limitMs = 30 * 60_000;

/** Runs one stage to its end and resolves to `{ name, passed, failed, skipped, ms }`, as its own runner counted them. */
export async function runStage(stage, signal) {
  const startedAt = Date.now();
  await mkdir(join(root, resultsFolder), { recursive: true });
  // What an earlier run counted must not be taken for ours.
  if (stage.results) await rm(join(root, stage.results), { force: true });
  let status = 0;
  for (const command of stage.commands) {
    status ||= await runOne(command, { stage, signal });
  }
  const counted = await countResults(stage, status);
  if (counted.failed) await tellBroken(stage);
  return { name: stage.name, title: stage.title, ...counted, ms: Date.now() - startedAt };
}

function runOne([file, ...args], { stage, signal }) {
  const keepsOutput = stage.counts === 'exercises';
  return new Promise((resolve) => {
    const child = spawn(file, args, {
      cwd: root,
      stdio: ['ignore', keepsOutput ? 'pipe' : 'inherit', 'inherit'],
      timeout: limitMs,
      signal,
    });
    let output = '';
    child.stdout?.setEncoding('utf8').on('data', (chunk) => {
      output += chunk;
    });
    child.once('error', (error) => {
      process.stderr.write(`${file}: ${error.message}\n`);
      resolve(127);
    });
    child.once('close', async (code) => {
      if (keepsOutput) await writeFile(join(root, stage.results), output);
      resolve(code ?? 1);
    });
  });
}

/** The exercise checker writes its findings into its summary; people want to read them. */
async function tellBroken(stage) {
  if (stage.counts !== 'exercises') return;
  const text = await readFile(join(root, stage.results), 'utf8').catch(() => '{}');
  for (const { exercise, answer, seed, broken } of JSON.parse(text || '{}').broken ?? []) {
    say(`${exercise} ${answer} (seed ${seed})\n    ${broken}`);
  }
}
