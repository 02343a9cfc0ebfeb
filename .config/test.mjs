import { checkNode } from './setup/check-node.mjs';

checkNode();
const { setUp, setUpTools } = await import('./setup/set-up.mjs');
const { paint, say, seconds } = await import('./setup/say.mjs');
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
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => stopping.abort());

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
    results.push({ name, title: 'setting up', passed: 0, failed: 1, skipped: 0, ms: 0 });
    return false;
  }
}

function isOver() {
  return stopping.signal.aborted || (bail && results.some((result) => result.failed));
}

async function runStages(list) {
  for (const stage of list) {
    if (isOver()) return;
    say(`\n${paint('bold', `— ${stage.title} (${stage.name})`)}`);
    results.push(await runStage(stage, stopping.signal));
  }
}

function report() {
  say('');
  for (const { name, title, passed, failed, skipped, ms } of results) {
    const mark = failed ? paint('red', '✗') : paint('green', '✓');
    const counts = `${String(passed).padStart(5)} passed ${String(failed).padStart(3)} failed`;
    say(
      `${mark} ${name.padEnd(10)} ${counts} ${String(skipped).padStart(3)} skipped ${seconds(ms).padStart(8)}  ${title}`,
    );
  }
  for (const sentence of lacks) say(paint('yellow', sentence));
  const total = (key) => results.reduce((sum, result) => sum + result[key], 0);
  const failed = total('failed') + (stopping.signal.aborted ? 1 : 0);
  if (stopping.signal.aborted) say('Interrupted, which counts as one failure.');
  // Plain, and the last line of all: other programs read it.
  process.stdout.write(`${total('passed')} passed, ${failed} failed\n`, () => process.exit(failed ? 1 : 0));
}
