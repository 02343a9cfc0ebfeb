import type { Flow } from '#libs/trace/history';
import type { CaseRun } from '../../runs/case-run.js';
import { isChosen, type ObjectKinds } from './object-choice.js';
import { type Party, partyOf } from './party.js';
import { historyOf } from '../seen-history.js';

/** The data that went from one party to another through one object. */
export interface Payload {
  readonly object: string;
  readonly flows: readonly Flow[];
  readonly bytes: number;
}

/** What to look for: who sent, who received, and the kinds and name of the object it has to pass. */
export interface Passage {
  readonly from: Party;
  readonly to: Party;
  readonly through: ObjectKinds;
  readonly name?: string | undefined;
}

/** The object of that kind that carried most from one party to the other, or null when none carried a byte. */
export function findPayload(seen: CaseRun, passage: Passage): Payload | null {
  const history = historyOf(seen);
  const [from, to] = [partyOf(seen, passage.from), partyOf(seen, passage.to)];
  const choice = { kinds: passage.through, name: passage.name };
  const chosen = new Set(
    history.objects.filter((object) => isChosen(seen, object, choice)).map((object) => object.id),
  );
  const carried = new Map<string, Flow[]>();
  for (const flow of history.transfers) {
    if (
      flow.kind !== 'data' ||
      flow.from === null ||
      flow.to === null ||
      !from.has(flow.from) ||
      !to.has(flow.to)
    )
      continue;
    if (!chosen.has(flow.through)) continue;
    const flows = carried.get(flow.through) ?? [];
    flows.push(flow);
    carried.set(flow.through, flows);
  }
  const payloads = [...carried].map(([object, flows]) => ({
    object,
    flows,
    bytes: flows.reduce((sum, flow) => sum + flow.bytes, 0),
  }));
  return payloads.sort((a, b) => b.bytes - a.bytes)[0] ?? null;
}

/**
 * Whether the payload is the wanted bytes and no decoy of the same length: each flow's first bytes are compared, letters without
 * regard to case because a program may convert before it sends. A longer payload carries messages of the program's own.
 */
export function carries(payload: Payload, wanted: Uint8Array): boolean {
  if (payload.bytes > wanted.length) return true;
  return payload.flows.every((flow) =>
    flow.head.every((byte, at) => fold(byte) === fold(wanted[flow.offset + at])),
  );
}

function fold(byte: number | undefined): number | undefined {
  return byte !== undefined && byte >= 97 && byte <= 122 ? byte - 32 : byte;
}
