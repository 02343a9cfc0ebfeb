import type { Trace, Transfer } from '#libs/contracts/trace';
import type { Folded } from './fold-siblings.js';

/** Up to so many files each one has a place of its own. */
const openMax = 12;

/** So many alike are a group. */
const groupMin = 2;

/** One file that stands for several; `users` are the only processes that read or wrote any of them. */
export interface FileGroup {
  readonly object: string;
  readonly users: readonly string[];
}

/** A trace in which one file stands for a group. */
export interface FoldedFiles extends Folded {
  readonly groups: readonly FileGroup[];
}

/**
 * Lets one file stand for all that the same processes used and that carried nothing from one process to another. Only done where there
 * are many: a server opens dozens that are nobody else's business. `keep` are objects that must stay.
 */
export function foldFiles(trace: Trace, keep: readonly string[]): FoldedFiles {
  const flows = flowsOfFiles(trace, new Set(keep));
  if (flows.size <= openMax) return { trace, sizes: new Map(), groups: [] };
  const groups = groupsOf(flows).filter((group) => group.length >= groupMin && seemsNoPassage(group));
  const leaders = new Map(
    groups.flatMap((group) => group.map(({ object }) => [object, group[0]?.object ?? object])),
  );
  const leaderOf = (object: string): string => leaders.get(object) ?? object;
  return {
    trace: {
      ...trace,
      objects: trace.objects.filter((object) => leaderOf(object.id) === object.id),
      transfers: trace.transfers.map((one) => ({ ...one, through: leaderOf(one.through) })),
      pauses: trace.pauses.map((one) => (one.for === null ? one : { ...one, for: leaderOf(one.for) })),
    },
    sizes: new Map(groups.map((group) => [group[0]?.object ?? '', group.length])),
    groups: groups.flatMap(([first]) => (first ? [{ object: first.object, users: first.users }] : [])),
  };
}

interface FileFlows {
  readonly object: string;
  readonly users: readonly string[];
  readonly flows: readonly Transfer[];
}

/** What went in and out of each file that is nothing but a file to those who use it: not mapped, not waited for. */
function flowsOfFiles(trace: Trace, keep: ReadonlySet<string>): ReadonlyMap<string, readonly Transfer[]> {
  const special = new Set([...trace.mappings.map((one) => one.object), ...trace.waits.map((one) => one.for)]);
  const files = trace.objects.filter(
    ({ id, mechanism, kind, outside, role }) =>
      mechanism === 'file' &&
      kind === 'file' &&
      outside === null &&
      role === 'student' &&
      !keep.has(id) &&
      !special.has(id),
  );
  const flows = new Map<string, Transfer[]>(files.map((file) => [file.id, []]));
  for (const transfer of trace.transfers) flows.get(transfer.through)?.push(transfer);
  return new Map([...flows].filter(([, of]) => of.length > 0));
}

/** Files by who used them, without those that brought something from one process to another. */
function groupsOf(flows: ReadonlyMap<string, readonly Transfer[]>): readonly FileFlows[][] {
  const groups = new Map<string, FileFlows[]>();
  for (const [object, of] of flows) {
    if (of.some(({ kind, from, to }) => kind !== 'data' || (from !== null && to !== null))) continue;
    const users = [...new Set(of.flatMap(({ from, to }) => [from, to]))]
      .filter((one) => one !== null)
      .toSorted();
    const key = users.join(' ');
    groups.set(key, [...(groups.get(key) ?? []), { object, users, flows: of }]);
  }
  return [...groups.values()];
}

/** As one, files that one process wrote would seem to bring that to another one that read others later. */
function seemsNoPassage(group: readonly FileFlows[]): boolean {
  const flows = group.flatMap((file) => file.flows);
  return flows.every(
    (sent) =>
      sent.from === null ||
      flows.every(
        (got) => got.to === null || got.to === sent.from || (got.receivedMs ?? got.sentMs) < sent.sentMs,
      ),
  );
}
