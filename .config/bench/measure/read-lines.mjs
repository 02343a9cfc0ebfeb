// Reads a log of so many lines and says how fast that went and how much memory it took: `node read-lines.mjs LOG LINES`.
import { readFile } from 'node:fs/promises';
import { readHistory } from '../../../dist/libs/trace/read-history.js';
import { toTrace } from '../../../dist/libs/trace/to-trace.js';

const [logFile, wanted] = process.argv.slice(2);
const lines = (await readFile(logFile, 'latin1')).split('\n').filter((line) => line !== '');

/**
 * The log's middle is one game, played again and again: it is repeated until there are enough lines, each time later by as long as
 * it took. Its ends, where processes begin and end, stand where they stood.
 */
function* prolonged() {
  const from = Math.floor(lines.length / 4);
  // A whole round: from some lines to the next ones just like them, so that the same calls are under way.
  const alike = (line) => line.replace(/^(\d+\s+)[\d.]+/, '$1').replace(/<[\d.]+>$/, '');
  const around = (at) =>
    lines
      .slice(at - 8, at + 1)
      .map(alike)
      .join('\n');
  const last = Math.floor((lines.length * 3) / 4);
  const isRound = (_, at) =>
    at > from && at < last && alike(lines[at]) === alike(lines[from]) && around(at) === around(from);
  const to = lines.findLastIndex(isRound);
  const clock = (line) => Number(line.split(/\s+/, 2)[1]);
  const roundSeconds = clock(lines[to]) - clock(lines[from]);
  const rounds = Math.max(0, Math.ceil((Number(wanted) - lines.length) / (to - from)));
  yield* lines.slice(0, to);
  for (let round = 1; round <= rounds; round++)
    for (let at = from; at < to; at++) yield later(lines[at], round * roundSeconds);
  for (const line of lines.slice(to)) yield later(line, rounds * roundSeconds);
}

const later = (line, seconds) =>
  line.replace(/^(\d+\s+)([\d.]+)/, (_, pid, clock) => `${pid}${(Number(clock) + seconds).toFixed(9)}`);

let count = 0;
function* counted() {
  for (const line of prolonged()) {
    count += 1;
    yield line;
  }
}

const beganMs = performance.now();
const root = { pid: Number.parseInt(lines[0], 10), program: 'ping-pong' };
const trace = toTrace(await readHistory(counted(), [root]));
const ms = performance.now() - beganMs;
const { warnings, transfers } = trace;
const peakMiB = process.resourceUsage().maxRSS / 1024;
process.stdout.write(JSON.stringify({ lines: count, ms, peakMiB, transfers: transfers.length, warnings }));
