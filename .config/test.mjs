import { availableParallelism } from 'node:os';
import { checkNode } from './setup/check-node.mjs';

checkNode();
const { endWithNpm } = await import('./setup/end-with-npm.mjs');
const { setUp, setUpTools } = await import('./setup/set-up.mjs');
const { paint, say, seconds } = await import('./setup/say.mjs');
const { tellFailures } = await import('./test/find-failures.mjs');
const { runStage } = await import('./test/run-stage.mjs');
const { stages } = await import('./test/stages.mjs');

const help = `Usage: npm test [-- [--bail] STAGE…]

Sets up what is missing, runs the stages (all of them, when none is named) and ends with one line: N passed, N failed.

  --bail   stops after the first stage that fails
  --help   says this

Stages:
${stages.map(({ name, title }) => `  ${name.padEnd(10)} ${title}`).join('\n')}
`;

const words = process.argv.slice(2);
if (words.includes('--help')) {
  process.stdout.write(help);
  process.exit(0);
}
const bail = words.includes('--bail');
const names = words.filter((word) => word !== '--bail');
const unknown = names.filter((name) => !stages.some((stage) => stage.name === name));
if (unknown.length) {
  process.stderr.write(`There is no stage called ${unknown.join(', ')}.\n\n${help}`);
  process.exit(2);
}

const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => stopping.abort());
endWithNpm(() => stopping.abort());

const chosen = names.length ? stages.filter((stage) => names.includes(stage.name)) : stages;
const results = [];
let lacks = [];
// A build that fails must not hide what formatting, types and unit tests have to say.
if (await isSetUp('packages', setUpTools)) await runStages(chosen.filter((stage) => !stage.needsBuild));
const rest = chosen.filter((stage) => stage.needsBuild);
if (rest.length && !isOver() && (await isSetUp('setup', setUpAll))) await runStages(rest);
report();

async function setUpAll() {
  ({ lacks } = await setUp({ withTests: true }));
}

/** A setup that fails is one failure: a test run always ends with its one line. */
async function isSetUp(name, work) {
  try {
    await work();
    return true;
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    const failures = [{ where: `setting up (${name})`, says: error.message }];
    results.push({ name, title: 'setting up', passed: 0, failed: 1, skipped: 0, failures, ms: 0 });
    return false;
  }
}

function isOver() {
  return stopping.signal.aborted || (bail && results.some((result) => result.failed));
}

async function runStages(list) {
  await runTools(list.filter(({ counts }) => counts === 'status'));
  for (const stage of list.filter(({ counts }) => counts !== 'status')) {
    if (isOver()) return;
    sayTitle(stage);
    results.push(await runStage(stage, stopping.signal));
  }
}

/** Tools only read, so there is one at work for each processor; what each says stands together. */
async function runTools(tools) {
  if (tools.length) say(`\nchecking ${tools.map(({ title }) => title).join(', ')} …`);
  const waiting = [...tools];
  const work = async () => {
    for (let stage = waiting.shift(); stage && !isOver(); stage = waiting.shift()) {
      const { output, ...result } = await runStage(stage, stopping.signal);
      sayTitle(stage);
      process.stdout.write(output);
      results.push(result);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
}

function sayTitle({ title, name }) {
  say(`\n${paint('bold', `— ${title} (${name})`)}`);
}

function report() {
  say('');
  const place = ({ name }) => stages.findIndex((stage) => stage.name === name);
  results.sort((one, other) => place(one) - place(other));
  for (const { name, title, passed, failed, skipped, ms } of results) {
    const mark = failed ? paint('red', '✗') : paint('green', '✓');
    const counts = `${String(passed).padStart(5)} passed ${String(failed).padStart(3)} failed`;
    say(
      `${mark} ${name.padEnd(10)} ${counts} ${String(skipped).padStart(3)} skipped ${seconds(ms).padStart(8)}  ${title}`,
    );
  }
  for (const sentence of lacks) say(paint('yellow', sentence));
  // Whoever sees only the end of a long log learns what failed.
  const failures = tellFailures(results.flatMap((result) => result.failures));
  if (failures.length) say(`\n${failures.join('\n')}\n`);
  const total = (key) => results.reduce((sum, result) => sum + result[key], 0);
  const failed = total('failed') + (stopping.signal.aborted ? 1 : 0);
  if (stopping.signal.aborted) say('Interrupted, which counts as one failure.');
  // Plain, and the last line of all: other programs read it.
  process.stdout.write(`${total('passed')} passed, ${failed} failed\n`, () => process.exit(failed ? 1 : 0));
}
