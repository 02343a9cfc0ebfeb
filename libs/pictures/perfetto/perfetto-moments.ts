import type { Trace, Transfer } from '#libs/contracts/trace';
import { formatBytes } from '../wording/format.js';
import { safeText } from '../wording/safe-text.js';
import { type PerfettoEvent, microseconds, tracks } from './perfetto-event.js';

/** A flow is drawn between slices, so that each end of a transfer is a slice; so long where nothing follows sooner. */
const momentUs = 1;

interface Moment {
  readonly lane: number;
  readonly ts: number;
  readonly name: string;
  readonly transfer: Transfer;
}

/** Both ends of every transfer as short slices, the arrows between them, and signals as instants. */
export function perfettoMoments(trace: Trace, lanes: ReadonlyMap<string, number>): readonly PerfettoEvent[] {
  const names = new Map(trace.objects.map((object) => [object.id, object.name]));
  const laneOf = (id: string | null): number | undefined => (id === null ? undefined : lanes.get(id));
  const moments: Moment[] = [];
  const others: PerfettoEvent[] = [];
  for (const [index, transfer] of trace.transfers.entries()) {
    const [from, to] = [laneOf(transfer.from), laneOf(transfer.to)];
    const through = names.get(transfer.through) ?? transfer.through;
    const name = safeText(`${contentOf(transfer)} ${through}`);
    const sent = microseconds(transfer.sentMs);
    const received = Math.max(sent, microseconds(transfer.receivedMs ?? transfer.sentMs));
    if (from !== undefined) moments.push({ lane: from, ts: sent, name: `→ ${name}`, transfer });
    if (to !== undefined) moments.push({ lane: to, ts: received, name: `← ${name}`, transfer });
    if (to !== undefined && transfer.kind === 'signal')
      others.push({
        ph: 'i',
        s: 'p',
        name: safeText(through),
        cat: 'signal',
        pid: to,
        tid: tracks.life,
        ts: received,
      });
    if (from === undefined || to === undefined) continue;
    const flow = { name: transfer.kind, cat: transfer.inferred ? 'inferred' : transfer.kind, id: index + 1 };
    others.push(
      { ph: 's', ...flow, pid: from, tid: tracks.transfers, ts: sent },
      { ph: 'f', bp: 'e', ...flow, pid: to, tid: tracks.transfers, ts: received },
    );
  }
  return [...slicesOf(moments), ...others];
}

function contentOf(transfer: Transfer): string {
  return transfer.kind === 'data' ? formatBytes(transfer.bytes) : transfer.kind;
}

// Two slices that begin together have the same end, so that one lies in the other; else the first ends before the second begins.
function slicesOf(moments: readonly Moment[]): readonly PerfettoEvent[] {
  const sorted = moments.toSorted((a, b) => a.lane - b.lane || a.ts - b.ts);
  let next: Moment | undefined;
  let later: Moment | undefined;
  return sorted
    .toReversed()
    .map((moment): PerfettoEvent => {
      if (next?.lane !== moment.lane) later = undefined;
      else if (next.ts !== moment.ts) later = next;
      next = moment;
      const dur = later ? Math.min(momentUs, microseconds((later.ts - moment.ts) / 1000)) : momentUs;
      return {
        ph: 'X',
        name: moment.name,
        cat: moment.transfer.kind,
        pid: moment.lane,
        tid: tracks.transfers,
        ts: moment.ts,
        dur,
        args: detailsOf(moment.transfer),
      };
    })
    .toReversed();
}

/** What there is to say about a transfer besides its size; most have nothing but their text. */
function detailsOf(transfer: Transfer): Readonly<Record<string, string | number | boolean>> {
  const { text, inferred, sends, priority, messageType, value } = transfer;
  return {
    ...(text === '' ? {} : { text: safeText(text) }),
    ...(inferred ? { inferred } : {}),
    ...(sends > 1 ? { sends } : {}),
    ...(priority === null ? {} : { priority }),
    ...(messageType === null ? {} : { messageType }),
    ...(value === null ? {} : { value }),
  };
}
