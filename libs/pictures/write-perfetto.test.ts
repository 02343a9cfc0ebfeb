import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { aProcess, aTrace, aTransfer, traceOf } from '#libs/testing/a-trace';
import { anyTrace } from '#libs/testing/any-trace';
import { writePerfetto } from './write-perfetto.js';

const Event = z.object({
  ph: z.enum(['M', 'X', 'i', 's', 'f', 'C']),
  pid: z.number().int(),
  tid: z.number().int(),
  name: z.string(),
  ts: z.number().min(0).optional(),
  dur: z.number().min(0).optional(),
  id: z.number().optional(),
});
const File = z.object({ displayTimeUnit: z.literal('ms'), traceEvents: z.array(Event) });
type Event = z.infer<typeof Event>;

function eventsOf(text: string): readonly Event[] {
  return File.parse(JSON.parse(text)).traceEvents;
}

test('each transfer is an arrow from a slice of its sender to a slice of its receiver', () => {
  const events = eventsOf(writePerfetto(aTrace({ transfers: [aTransfer({ sentMs: 1, receivedMs: 2.5 })] })));
  expect(events.filter((event) => event.ph === 's' || event.ph === 'f')).toEqual([
    { ph: 's', pid: 1, tid: 2, name: 'data', id: 1, ts: 1000 },
    { ph: 'f', pid: 2, tid: 2, name: 'data', id: 1, ts: 2500 },
  ]);
  const slices = events.filter((event) => event.ph === 'X' && event.tid === 2);
  expect(slices.map(({ name, ts }) => [name, ts])).toEqual([
    ['→ 5 B pipe 1', 1000],
    ['← 5 B pipe 1', 2500],
  ]);
});

test('a lane says what process it is, since its number is not a pid', () => {
  const processes = [aProcess({}), aProcess({ id: 'p2', command: ['again'] })];
  const names = eventsOf(writePerfetto(aTrace({ processes }))).filter((one) => one.name === 'process_name');
  expect(names.map((event) => event.pid)).toEqual([1, 2]);
});

test('a call that slept is a slice, and so is that of another thread on a track of its own', () => {
  const thread = { id: 't9', tid: 9, startMs: 0, endMs: null };
  const pause = { process: 'p1', thread: null, call: 'read', for: 'o1', fromMs: 1, untilMs: 4 };
  const trace = aTrace({
    processes: [aProcess({ threads: [thread], endMs: 9 })],
    pauses: [pause, { ...pause, thread: 't9', call: 'futex' }],
  });
  const slices = eventsOf(writePerfetto(trace)).filter((event) => event.ph === 'X' && event.tid > 0);
  expect(slices.map(({ name, tid, ts, dur }) => ({ name, tid, ts, dur }))).toEqual([
    { name: 'read', tid: 1, ts: 1000, dur: 3000 },
    { name: 'futex', tid: 3, ts: 1000, dur: 3000 },
  ]);
});

test('the export of a real program has what its timeline has', async () => {
  const events = eventsOf(writePerfetto(await traceOf('parent-to-child')));
  expect(events.map((event) => event.name)).toContain('→ 20 B pipe 1');
});

test('whatever a trace holds, slices of one track nest and arrows go forward in time', () => {
  fc.assert(
    fc.property(anyTrace, (trace) => {
      const events = eventsOf(writePerfetto(trace));
      expect(overlaps(events.filter((event) => event.ph === 'X'))).toEqual([]);
      for (const end of events.filter((event) => event.ph === 'f')) {
        const start = events.find((event) => event.ph === 's' && event.id === end.id);
        expect(end.ts ?? 0).toBeGreaterThanOrEqual(start?.ts ?? Infinity);
      }
    }),
    { numRuns: 100 },
  );
});

test('whatever a trace holds, each end of an arrow lies in a slice of its track, which is how viewers bind it', () => {
  fc.assert(
    fc.property(anyTrace, (trace) => {
      const events = eventsOf(writePerfetto(trace));
      const ends = events.filter(({ ph }) => ph === 's' || ph === 'f');
      for (const { pid, tid, ts = -1 } of ends) {
        const inIt = ({ ts: from = Infinity, dur = 0 }: Event): boolean => from <= ts && ts < from + dur;
        expect(events.some((one) => one.ph === 'X' && one.pid === pid && one.tid === tid && inIt(one))).toBe(
          true,
        );
      }
      for (const start of ends.filter(({ ph }) => ph === 's')) {
        const twins = ends.filter(({ ph, id, name }) => ph === 'f' && id === start.id && name === start.name);
        expect(twins).toHaveLength(1);
      }
    }),
    { numRuns: 100 },
  );
});

/** Pairs of slices that overlap without one lying in the other; a nanosecond is what doubles lose. */
function overlaps(slices: readonly Event[]): readonly (readonly Event[])[] {
  const nanosecond = 0.001;
  return slices.flatMap((a, index) =>
    slices.slice(index + 1).flatMap((b) => {
      if (a.pid !== b.pid || a.tid !== b.tid) return [];
      const [first, second] = (a.ts ?? 0) <= (b.ts ?? 0) ? [a, b] : [b, a];
      const [firstEnd, secondEnd] = [
        (first.ts ?? 0) + (first.dur ?? 0),
        (second.ts ?? 0) + (second.dur ?? 0),
      ];
      const isApart = firstEnd <= (second.ts ?? 0) + nanosecond;
      return isApart || secondEnd <= firstEnd + nanosecond || first.ts === second.ts ? [] : [[first, second]];
    }),
  );
}
