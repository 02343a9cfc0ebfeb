import type { Trace, TracedProcess } from '#libs/contracts/trace';
import { perfettoLevels } from './perfetto/perfetto-levels.js';
import { perfettoMoments } from './perfetto/perfetto-moments.js';
import { type PerfettoEvent, microseconds, tracks } from './perfetto/perfetto-event.js';
import { withoutHelpers } from './scene/select-visible.js';
import { accessSign } from './wording/access-sign.js';
import { programName, processTitle } from './wording/name-of.js';
import { safeText } from './wording/safe-text.js';

/** More than this no viewer opens, and no string holds. The last instant says how many are missing. */
const transfersMax = 250_000;

/**
 * Writes a trace as Chrome trace JSON, which Perfetto and `chrome://tracing` open: a process a lane with its life, the calls in which
 * it slept and what it sent and got; an arrow of two flow events for each transfer; signals as instants; a counter for the bytes
 * inside each object. `pid` is the number of the lane, since real pids may be used again. Times are microseconds.
 * See "Trace Event Format" (Chromium) and perfetto.dev, "Visualizing external trace formats".
 */
export function writePerfetto(whole: Trace): string {
  const own = withoutHelpers(whole);
  const trace = { ...own, transfers: own.transfers.slice(0, transfersMax) };
  const missing = own.transfers.length - trace.transfers.length;
  const lanes = new Map(trace.processes.map((process, index) => [process.id, index + 1]));
  const endMs = timesOf(trace).reduce((latest, ms) => Math.max(latest, ms), 0);
  const events = [
    ...trace.processes.flatMap((process, index) => describeLane(process, { lane: index + 1, endMs })),
    ...trace.processes.flatMap((process, index) => sleeps(trace, process, index + 1)),
    ...perfettoMoments(trace, lanes),
    ...accessInstants(trace, lanes),
    ...perfettoLevels(trace, trace.processes.length + 1),
    ...(missing > 0 ? [tellMissing(missing, endMs)] : []),
  ];
  const lines = events.map((event) => `    ${JSON.stringify(event)}`);
  return `{\n  "displayTimeUnit": "ms",\n  "traceEvents": [\n${lines.join(',\n')}\n  ]\n}\n`;
}

function tellMissing(missing: number, endMs: number): PerfettoEvent {
  const name = `${missing} more transfers are not written here`;
  return { ph: 'i', s: 'p', name, cat: 'limit', pid: 1, tid: tracks.life, ts: microseconds(endMs) };
}

function timesOf(trace: Trace): readonly number[] {
  return [
    ...trace.processes.map((process) => process.endMs ?? process.startMs),
    ...trace.transfers.map((transfer) => transfer.receivedMs ?? transfer.sentMs),
  ];
}

function describeLane(
  process: TracedProcess,
  { lane, endMs }: { lane: number; endMs: number },
): readonly PerfettoEvent[] {
  const name = (track: number, text: string): PerfettoEvent => ({
    ph: 'M',
    name: 'thread_name',
    pid: lane,
    tid: track,
    args: { name: safeText(text) },
  });
  const untilMs = Math.max(process.startMs, process.endMs ?? endMs);
  return [
    { ph: 'M', name: 'process_name', pid: lane, tid: 0, args: { name: safeText(processTitle(process)) } },
    { ph: 'M', name: 'process_sort_index', pid: lane, tid: 0, args: { sort_index: lane } },
    name(tracks.life, 'life'),
    name(tracks.sleeps, 'calls that slept'),
    name(tracks.transfers, 'sent and received'),
    ...process.threads.map((thread, index) => name(tracks.firstThread + index, `thread ${thread.tid}`)),
    {
      ph: 'X',
      name: safeText(programName(process)),
      cat: 'process',
      pid: lane,
      tid: tracks.life,
      ts: microseconds(process.startMs),
      dur: microseconds(untilMs - process.startMs),
      args: { command: process.command.map(safeText), role: process.role },
    },
    ...process.execs.map((exec): PerfettoEvent => ({
      ph: 'i',
      s: 't',
      name: safeText(`exec ${exec.command[0] ?? ''}${exec.error === null ? '' : `: ${exec.error}`}`),
      cat: 'exec',
      pid: lane,
      tid: tracks.life,
      ts: microseconds(exec.atMs),
    })),
  ];
}

/** Stores and loads of watched memory as instants, named as in the picture. */
function accessInstants(trace: Trace, lanes: ReadonlyMap<string, number>): readonly PerfettoEvent[] {
  return trace.accesses.flatMap((access): PerfettoEvent[] => {
    const lane = lanes.get(access.process);
    const place = { pid: lane ?? 0, tid: tracks.life, ts: microseconds(access.atMs) };
    return lane === undefined
      ? []
      : [{ ph: 'i', s: 't', name: safeText(accessSign(access)), cat: access.kind, ...place }];
  });
}

// Slices of one track must not overlap in part: what begins before its neighbour ended begins when that ended.
function sleeps(trace: Trace, process: TracedProcess, lane: number): readonly PerfettoEvent[] {
  const names = new Map(trace.objects.map((object) => [object.id, object.name]));
  const threads = [null, ...process.threads.map((thread) => thread.id)];
  return threads.flatMap((thread, index) => {
    let doneMs = 0;
    return trace.pauses
      .filter((pause) => pause.process === process.id && pause.thread === thread)
      .toSorted((a, b) => a.fromMs - b.fromMs)
      .flatMap((pause): PerfettoEvent[] => {
        const fromMs = Math.max(doneMs, pause.fromMs);
        if (pause.untilMs <= fromMs) return [];
        doneMs = pause.untilMs;
        return [
          {
            ph: 'X',
            name: safeText(pause.call),
            cat: 'sleep',
            pid: lane,
            tid: index === 0 ? tracks.sleeps : tracks.firstThread + index - 1,
            ts: microseconds(fromMs),
            dur: microseconds(pause.untilMs - fromMs),
            args: { object: safeText(pause.for === null ? '' : (names.get(pause.for) ?? pause.for)) },
          },
        ];
      });
  });
}
