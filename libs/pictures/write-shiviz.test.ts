import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { aProcess, aTrace, aTransfer, traceOf } from '#libs/testing/a-trace';
import { anyTrace } from '#libs/testing/any-trace';
import { writeShiviz } from './write-shiviz.js';

const Clock = z.record(z.string(), z.number().int().positive());

/** Reads a log as ShiViz does: by the regular expression of its first line. */
function eventsOf(log: string): readonly { host: string; clock: Record<string, number>; event: string }[] {
  const [parser = '', delimiter, ...lines] = log.split('\n');
  expect(delimiter).toBe('');
  return [...lines.join('\n').matchAll(new RegExp(parser, 'g'))].map(({ groups }) => ({
    host: groups?.['host'] ?? '',
    clock: Clock.parse(JSON.parse(groups?.['clock'] ?? '')),
    event: groups?.['event'] ?? '',
  }));
}

test('a receiver knows what its sender knew', () => {
  const processes = [aProcess({}), aProcess({ id: 'p2', pid: 3, command: ['b'] })];
  const log = writeShiviz(aTrace({ processes, transfers: [aTransfer({ sentMs: 1, receivedMs: 2 })] }));
  expect(eventsOf(log)).toEqual([
    { host: 'a-2', clock: { 'a-2': 1 }, event: 'start' },
    { host: 'b-3', clock: { 'b-3': 1 }, event: 'start' },
    { host: 'a-2', clock: { 'a-2': 2 }, event: 'sends 5 B to pipe 1' },
    { host: 'b-3', clock: { 'a-2': 2, 'b-3': 2 }, event: 'gets 5 B from pipe 1' },
  ]);
});

test('a child knows what its parent knew when it forked', () => {
  const [, , child] = eventsOf(writeShiviz(aTrace({})));
  expect(child).toEqual({ host: 'b-3', clock: { 'a-2': 2, 'b-3': 1 }, event: 'start' });
});

test('two processes of one pid are two hosts', () => {
  const processes = [aProcess({}), aProcess({ id: 'p2' })];
  expect(eventsOf(writeShiviz(aTrace({ processes }))).map((event) => event.host)).toEqual(['a-2', 'a-2-p2']);
});

test('the log of a real program ends with what everybody did', async () => {
  const events = eventsOf(writeShiviz(await traceOf('parent-to-child')));
  expect(events.at(-1)?.event).toBe('exit 120');
});

test('whatever a trace holds, every host counts its own events one by one', () => {
  fc.assert(
    fc.property(anyTrace, (trace) => {
      const counted = new Map<string, number>();
      const events = eventsOf(writeShiviz(trace));
      const own = trace.processes.filter(({ role }) => role === 'student' || role === 'peer');
      expect(events.length).toBeGreaterThanOrEqual(own.length);
      for (const { host, clock } of events) {
        const count = (counted.get(host) ?? 0) + 1;
        expect(clock[host]).toBe(count);
        counted.set(host, count);
      }
    }),
    { numRuns: 100 },
  );
});
