import type { Trace } from '#libs/contracts/trace';
import { listEvents, type ShivizEvent } from './shiviz/list-events.js';
import { nameHosts } from './shiviz/name-hosts.js';
import { withoutHelpers } from './scene/select-visible.js';
import { safeText } from './wording/safe-text.js';

/** How ShiViz reads an event: two lines each, the host with its clock and then the words. */
const parser = String.raw`(?<host>\S*) (?<clock>{.*})\n(?<event>.*)`;

/** ShiViz draws every event; long before so many nobody sees anything, and each has a clock of all hosts. */
const eventsMax = 20_000;

/**
 * Writes a trace as a log for ShiViz. The first line is the regular expression that reads it, the second the one that would part
 * several executions and is empty. Clocks are vector clocks computed from forks and from what was sent and received, since the
 * processes keep none. The log ends after 20,000 events and says so. See bestchai.bitbucket.io/shiviz and the ShiViz wiki, "Log format".
 */
export function writeShiviz(whole: Trace): string {
  const trace = withoutHelpers(whole);
  const hosts = nameHosts(trace);
  const clocks = new Map<string, Map<string, number>>();
  const sent = new Map<number, ReadonlyMap<string, number>>();
  const events = listEvents(trace);
  const lines = withoutRest(events).map((event) => {
    const clock = tick(clocks, event, sent);
    const written = [...clock].map(([process, count]) => [hosts.get(process) ?? process, count]);
    return `${hosts.get(event.process) ?? event.process} ${JSON.stringify(Object.fromEntries(written))}\n${safeText(event.says)}`;
  });
  return `${[parser, '', ...lines].join('\n')}\n`;
}

/** The first events; the last one that is written says how many are not. */
function withoutRest(events: readonly ShivizEvent[]): readonly ShivizEvent[] {
  const kept = events.slice(0, eventsMax);
  const last = kept.at(-1);
  if (!last || events.length === kept.length) return events;
  const says = `${events.length - kept.length} more events are not written here`;
  return [...kept, { ...last, says, sends: null, gets: null }];
}

/** The clock of a process after its next event: one more of its own, and all that the sender knew. */
function tick(
  clocks: Map<string, Map<string, number>>,
  event: ShivizEvent,
  sent: Map<number, ReadonlyMap<string, number>>,
): ReadonlyMap<string, number> {
  const clock = clocks.get(event.process) ?? new Map<string, number>();
  clocks.set(event.process, clock);
  clock.set(event.process, (clock.get(event.process) ?? 0) + 1);
  if (event.gets !== null)
    for (const [process, count] of sent.get(event.gets) ?? [])
      clock.set(process, Math.max(count, clock.get(process) ?? 0));
  if (event.sends !== null) sent.set(event.sends, new Map(clock));
  return clock;
}
