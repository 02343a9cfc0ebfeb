import type { Trace, Transfer } from '#libs/contracts/trace';
import { safeText } from '../wording/safe-text.js';
import { type PerfettoEvent, microseconds } from './perfetto-event.js';

/** How many bytes were inside each object, as counters of a lane of their own below the processes. */
export function perfettoLevels(trace: Trace, lane: number): readonly PerfettoEvent[] {
  const byObject = new Map<string, Transfer[]>();
  for (const transfer of trace.transfers) {
    if (transfer.kind !== 'data' || transfer.from === null) continue;
    const list = byObject.get(transfer.through);
    if (list) list.push(transfer);
    else byObject.set(transfer.through, [transfer]);
  }
  const counters = trace.objects.flatMap((object): PerfettoEvent[] => {
    const steps = (byObject.get(object.id) ?? [])
      .flatMap(({ sentMs, receivedMs, bytes }) => [
        { ts: microseconds(sentMs), change: bytes },
        ...(receivedMs === null ? [] : [{ ts: microseconds(Math.max(sentMs, receivedMs)), change: -bytes }]),
      ])
      .toSorted((a, b) => a.ts - b.ts || b.change - a.change);
    let bytes = 0;
    return steps.map(({ ts, change }) => {
      bytes += change;
      return {
        ph: 'C',
        name: safeText(`${object.name} (${object.id})`),
        pid: lane,
        tid: 0,
        ts,
        args: { bytes },
      };
    });
  });
  if (counters.length === 0) return [];
  return [
    { ph: 'M', name: 'process_name', pid: lane, tid: 0, args: { name: 'bytes inside' } },
    { ph: 'M', name: 'process_sort_index', pid: lane, tid: 0, args: { sort_index: lane } },
    ...counters,
  ];
}
