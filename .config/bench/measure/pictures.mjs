import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../../setup/run-command.mjs';
import { makeRow } from '../results/make-row.mjs';
import { runProgram } from '../run-program.mjs';
import { crowd } from './crowd.mjs';

/** Each round of the game is four calls on pipes, and about six lines of log. */
const gameRounds = 2_000;
const millionLines = 1_000_000;
const payloadBytes = 64;
/** Reading a million lines takes half a minute; more rounds of it say nothing new. */
const longRounds = 1;

/** How fast a log becomes a trace, what a long one takes of memory, and how long a picture of many processes is drawn. */
export async function measurePictures(sitting) {
  const { straceOptions } = await import('../../../dist/libs/trace/strace-options.js');
  const { drawSvg } = await import('../../../dist/libs/pictures/draw-svg.js');
  const folder = join(sitting.folder, 'pictures');
  await mkdir(folder, { recursive: true });
  const run = (command) => runProgram(command, { cwd: folder, signal: sitting.signal });
  await run(['gcc', '-O1', '-o', 'ping-pong', join(root, '.config/bench/measure/ping-pong.c')]);
  await run(['strace', ...straceOptions(payloadBytes), '-o', 'log', './ping-pong', String(gameRounds)]);
  const read = (lines) => readLines(run, lines);
  const [short, long] = [[], []];
  for (let round = 0; round < Math.min(sitting.rounds, 5); round++) short.push(await read(0));
  for (let round = 0; round < longRounds; round++) long.push(await read(millionLines));
  const draw = Array.from({ length: sitting.rounds }, () => {
    const beganMs = performance.now();
    drawSvg(crowd, { siblings: true });
    return performance.now() - beganMs;
  });
  const floor = makeRow({
    what: `memory for ${short[0].lines} lines`,
    unit: 'MiB',
    samples: short.map((one) => one.peakMiB),
  });
  return {
    rows: [
      makeRow({
        what: `${long[0].lines} lines of a log`,
        unit: '1/s',
        samples: long.map(({ lines, ms }) => (lines * 1000) / ms),
      }),
      floor,
      makeRow({
        what: `memory for ${long[0].lines} lines`,
        unit: 'MiB',
        samples: long.map((one) => one.peakMiB),
        to: floor,
      }),
      makeRow({ what: 'drawing 64 processes, 640 transfers', unit: 'ms', samples: draw }),
    ],
  };
}

async function readLines(run, lines) {
  const output = await run([
    process.execPath,
    join(root, '.config/bench/measure/read-lines.mjs'),
    'log',
    String(lines),
  ]);
  const result = JSON.parse(output.toString());
  // That repeats were folded is what a long log is to end in; anything else says that something was not understood.
  const others = result.warnings.filter((warning) => !/told together|shorter pauses/.test(warning));
  if (others.length > 0) throw new Error(`The trace of the bench warns: ${others.join(' ')}`);
  return result;
}
