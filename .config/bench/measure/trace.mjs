import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../../setup/run-command.mjs';
import { makeRow } from '../results/make-row.mjs';
import { runProgram } from '../run-program.mjs';

/** Each round of the game is four calls on pipes. */
const gameRounds = 10_000;
/** Bytes of each payload that go into the log, as many as the sandbox keeps. */
const payloadBytes = 64;
/** A program of some thirty calls: what makes processes, and so many rounds of the game. */
const shortGameRounds = 5;
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
  return { rows: [plain, traced, ours, ...(await measureShort(sitting, join(folder, 'ping-pong')))] };
}

/** The same in the sandbox and for some thirty calls: how much longer the program itself takes, and the whole run with what surrounds it. */
async function measureShort(sitting, path) {
  const { openSandbox } = await import('../../../dist/libs/sandbox/open-sandbox.js');
  const { runLimits, sandboxEnvironment } = await import('../../../dist/libs/grading/limits.js');
  const sandbox = await openSandbox();
  const file = { path: 'ping-pong', content: await readFile(path), mode: 0o755 };
  const program = {
    name: 'ping-pong',
    argv: ['./ping-pong', String(shortGameRounds)],
    env: sandboxEnvironment,
    stdin: 'null-device',
    stdout: { kind: 'pipe', capacityBytes: 0 },
    reading: 'free',
  };
  const nothing = {
    steps: [],
    collect: [],
    sysctls: {},
    files: [file],
    programs: [program],
    limits: runLimits,
  };
  const wholeMs = { plain: [], traced: [] };
  const programMs = { plain: [], traced: [] };
  try {
    for (let round = -1; round < sitting.rounds; round++) {
      for (const traced of [false, true]) {
        const beganMs = performance.now();
        const run = await sandbox.run({ ...nothing, traced }, sitting.signal);
        const tookMs = performance.now() - beganMs;
        // The first one warms up.
        if (round < 0) continue;
        wholeMs[traced ? 'traced' : 'plain'].push(tookMs);
        programMs[traced ? 'traced' : 'plain'].push(run.programs[0].wallMs);
      }
    }
  } finally {
    await sandbox.close();
  }
  const added = (samples) => samples.traced.map((ms, index) => ms - samples.plain[index]);
  const short = makeRow({ what: '30 calls in the sandbox, plain', unit: 'ms', samples: programMs.plain });
  return [
    short,
    makeRow({
      what: 'added by tracing them',
      unit: 'ms',
      samples: added(programMs),
      aim: { of: 'median', atMost: 5 },
    }),
    makeRow({ what: 'added to the whole run', unit: 'ms', samples: added(wholeMs) }),
  ];
}

async function timeOf(work) {
  const beganMs = performance.now();
  await work();
  return performance.now() - beganMs;
}
