import { once } from 'node:events';
import type { Socket } from 'node:net';
import { explainMishaps } from '#libs/trace/explain-mishaps';
import { readTracerHistory } from '#libs/trace/read-history';
import type { Launched } from '../launcher/launched.js';
import type { Launcher } from '../launcher/launcher.js';
import type { TraceRequest, Tracer, Tracing } from '../tracer.js';
import { checkStarts } from './check-starts.js';
import { faultWords } from './fault-words.js';
import { hostPids } from './host-pids.js';
import { snapshotWords, watchWords } from './watch-words.js';

/** How many bytes of each payload are kept. */
const payloadBytes = 64;
/** How many changes of turn are told. */
const turnsMax = 20_000;
/** How long the tracer may take until it holds every program, and from the end of the last one to its own. */
const attachMs = 10_000;
const finishMs = 30_000;

/** ipclab's own tracer, built at `program`: stops at chosen calls by a filter, and tells them as a stream that is read as it comes. */
export function ownTracer(launcher: Launcher, program: string): Tracer {
  return {
    name: 'ipclab',
    needsStops: true,
    attach: async (request) => {
      const pids = await hostPids(request.runnerPid, request.roots);
      const words = [
        ...request.faults.flatMap((fault, place) => ['--fault', faultWords(fault, request.seed, place)]),
        ...scheduleWords(request),
      ];
      const tracer = await launcher.start({
        command: [program, `${payloadBytes}`, ...words, ...wordsToWatch(request), ...pids.map(String)],
        uid: request.uid,
        groups: [],
        extra: { kind: 'channel' },
      });
      const { channel } = tracer;
      if (channel === null) throw new Error(`The tracer did not start: ${tracer.words}`);
      try {
        await untilAttached(tracer, channel, request.signal);
        return traceInto(tracer, channel, request);
      } catch (cause) {
        tracer.kill();
        channel.destroy();
        throw cause;
      }
    },
  };
}

/** As `sandbox-images/tracer/protocol.md` has it. */
function scheduleWords({ schedule }: TraceRequest): readonly string[] {
  return schedule === null ? [] : ['--schedule', `${schedule.seed};${schedule.steps};${turnsMax}`];
}

function wordsToWatch({ watches, snapshots }: TraceRequest): readonly string[] {
  return [
    ...watches.flatMap((watch) => ['--watch', watchWords(watch)]),
    ...snapshots.flatMap((snapshot) => ['--snapshot', snapshotWords(snapshot)]),
  ];
}

// The first bytes come when every program is held; they stay in the channel for whoever reads it.
async function untilAttached(tracer: Launched, channel: Socket, signal: AbortSignal): Promise<void> {
  const patience = AbortSignal.any([signal, AbortSignal.timeout(attachMs)]);
  // A channel that ends is readable too: nothing is left to read in it then.
  const begun = once(channel, 'readable', { signal: patience }).catch(() => {});
  await Promise.race([begun, tracer.ended()]);
  signal.throwIfAborted();
  if (tracer.hasEnded || channel.readableLength === 0)
    throw new Error(`The tracer could not attach: ${tracer.words || 'it did not say why.'}`);
}

function traceInto(tracer: Launched, channel: Socket, request: TraceRequest): Tracing {
  // Read from the start: the tracer waits, and with it the programs, when nobody takes what it has to tell.
  const reading = readTracerHistory(channel, request.roots, {
    stuck: request.tellStuck,
    mishap: request.tellMishap,
  });
  reading.catch(() => {});
  const abandon = async () => {
    tracer.kill();
    channel.destroy();
    await tracer.ended();
  };
  return {
    abandon,
    finish: async () => {
      const late = setTimeout(() => tracer.kill(), finishMs);
      await tracer.ended();
      clearTimeout(late);
      if (tracer.endSignal !== 0) throw new Error(`The tracer was ended by signal ${tracer.endSignal}.`);
      if (tracer.words !== '') throw new Error(`The tracer failed: ${tracer.words}`);
      const programs = request.roots.map(({ program }) => program);
      const history = explainMishaps(await reading, { faults: request.faults, programs });
      checkStarts(history);
      return history;
    },
  };
}
