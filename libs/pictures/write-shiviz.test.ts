import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { aProcess, aTrace, aTransfer, traceOf } from '#libs/testing/a-trace';
import { anObject } from '#libs/testing/a-telling-trace';
import { anyTrace } from '#libs/testing/any-trace';
import { writeShiviz } from './write-shiviz.js';

const Clock = z.record(z.string(), z.number().int().positive());

/** Reads a log as ShiViz does: by the regular expression of its first line, again and again through the trimmed rest. See its js/model/parser.js. */
function eventsOf(log: string): readonly { host: string; clock: Record<string, number>; event: string }[] {
  const [parser = '', delimiter, ...lines] = log.split('\n');
  expect(delimiter).toBe('');
  return [...lines.join('\n').trim().matchAll(new RegExp(parser, 'g'))].map(({ groups }) => ({
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

/** Processes with pids of their own, each the child of one before it, that send each other messages of which no two are alike. */
const aConversation = fc
  .record({
    parents: fc.array(fc.nat(5), { minLength: 1, maxLength: 5 }),
    messages: fc.array(
      fc.record({ from: fc.nat(5), to: fc.nat(5), sentMs: fc.nat(40), takesMs: fc.nat(20) }),
      { maxLength: 12 },
    ),
  })
  .map(({ parents, messages }) => {
    const processes = [null, ...parents].map((parent, at) =>
      aProcess({
        id: `p${at}`,
        pid: 100 + at,
        parent: parent === null ? null : `p${parent % at}`,
        startMs: at,
        endMs: 99,
        exit: { code: 0 },
      }),
    );
    const transfers = messages.map(({ from, to, sentMs, takesMs }, at) =>
      aTransfer({
        from: `p${from % processes.length}`,
        to: `p${to % processes.length}`,
        through: `m${at}`,
        sentMs: 10 + sentMs,
        receivedMs: 10 + sentMs + takesMs,
      }),
    );
    const objects = transfers.map(({ through }) =>
      anObject({ id: through, mechanism: 'pipe', name: `message ${through}.` }),
    );
    return aTrace({ processes, transfers, objects });
  });

test('one event happened before another by their clocks exactly when forks and messages lead from one to the other', () => {
  fc.assert(
    fc.property(aConversation, (trace) => {
      const events = eventsOf(writeShiviz(trace));
      const causes = events.map((event, at) => causesOf(event, at, events));
      const before = events.map(() => new Set<number>());
      for (const [at, direct] of causes.entries())
        for (const cause of direct)
          before[at] = new Set([...(before[at] ?? []), cause, ...(before[cause] ?? [])]);
      for (const [late, event] of events.entries())
        for (const [early, other] of events.entries()) {
          const isKnown = (event.clock[other.host] ?? 0) >= (other.clock[other.host] ?? Infinity);
          expect(isKnown).toBe(early === late || before[late]?.has(early));
        }
    }),
    { numRuns: 200 },
  );
});

type Logged = ReturnType<typeof eventsOf>[number];

/** The events right before one: that of its own host, and the sending or the fork that it comes from. */
function causesOf(event: Logged, at: number, events: readonly Logged[]): readonly number[] {
  const own = events.slice(0, at).findLastIndex((other) => other.host === event.host);
  const message = /^gets .* from (.*)$/.exec(event.event)?.[1];
  const from =
    event.event === 'start'
      ? events.findIndex((other) => other.event === `fork of ${event.host.split('-').at(-1)}`)
      : events.findIndex((other) => message !== undefined && other.event.endsWith(` to ${message}`));
  expect(from).toBeLessThan(at);
  if (message !== undefined) expect(from).not.toBe(-1);
  return [own, from].filter((index) => index >= 0);
}
