import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../../setup/run-command.mjs';
import { makeRow } from '../results/make-row.mjs';
import { runProgram } from '../run-program.mjs';

/** Each round of the game is four calls on pipes. */
const gameRounds = 10_000;
/** Bytes of each payload that go into the log, as many as the sandbox keeps. */
const payloadBytes = 64;
/** The traced game takes seconds; more rounds of it say nothing new. */
const roundsAtMost = 5;

/** What a system call costs more under a tracer with the product's options: a byte goes to and fro between two processes. */
export async function measureTrace(sitting) {
  const { straceOptions } = await import('../../../dist/libs/trace/strace-options.js');
  const { buildNative } = await import('../../../dist/libs/sandbox/images/build-native.js');
  const folder = join(sitting.folder, 'trace');
  await mkdir(folder, { recursive: true });
  const run = (command) => runProgram(command, { cwd: folder, signal: sitting.signal });
  await run(['gcc', '-O1', '-o', 'ping-pong', join(root, '.config/bench/measure/ping-pong.c')]);
  const game = ['./ping-pong', String(gameRounds)];
  const strace = ['strace', ...straceOptions(payloadBytes), '-o', 'log', ...game];
  const tracer = await buildNative('tracer', folder, { kind: 'host', etc: '/etc' });
  // Its stream leaves on descriptor 3.
  const own = [
    'bash',
    '-c',
    'exec 3>stream; exec "$@"',
    'tracer',
    tracer,
    String(payloadBytes),
    '--',
    ...game,
  ];
  const samples = { plain: [], strace: [], own: [] };
  for (let round = 0; round < Math.min(sitting.rounds, roundsAtMost); round++) {
    samples.plain.push(await timeOf(() => run(game)));
    samples.strace.push(await timeOf(() => run(strace)));
    samples.own.push(await timeOf(() => run(own)));
  }
  const plain = makeRow({ what: 'plain', unit: 'ms', samples: samples.plain });
  const traced = makeRow({ what: 'under strace', unit: 'ms', samples: samples.strace, to: plain });
  const ours = makeRow({ what: "under ipclab's tracer", unit: 'ms', samples: samples.own, to: plain });
  return { rows: [plain, traced, ours] };
}

async function timeOf(work) {
  const beganMs = performance.now();
  await work();
  return performance.now() - beganMs;
}
