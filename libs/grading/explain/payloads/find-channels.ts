import type { History, IpcObject } from '#libs/trace/history';

/** Whom channels are looked for between: programs with all their processes, or the processes of one program. */
export type Between =
  { readonly from: number; readonly to: number } | readonly number[] | { readonly processesOf: number };

/** An object that joins two parties: what it carried in all from the one to the other, or memory that both have, writable in the first. */
export interface Channel {
  readonly from: string;
  readonly to: string;
  readonly object: IpcObject;
  readonly bytes: number;
  readonly isMapped: boolean;
}

/** Every object by which data came from one party to another, or could, for memory shows nobody what is stored there. */
export function findChannels(history: History, between: Between): readonly Channel[] {
  const party = partiesOf(history, between);
  const objects = new Map(history.objects.map((object) => [object.id, object]));
  return [...carried(history, party), ...mapped(history, party)].flatMap(({ through, ...found }) => {
    const object = objects.get(through);
    return object === undefined || object.outside !== null ? [] : [{ ...found, object }];
  });
}

type Parties = ReadonlyMap<string, string>;
type Found = Omit<Channel, 'object'> & { readonly through: string };

function partiesOf({ processes }: History, between: Between): Parties {
  const parties = new Map<string, string>();
  for (const { id, program, role } of processes) {
    if (program === undefined || role === 'harness' || role === 'runtime') continue;
    if ('processesOf' in between) {
      if (program === between.processesOf) parties.set(id, id);
    } else if (isAmong(program, between)) parties.set(id, String(program));
  }
  return parties;
}

function isAmong(program: number, between: Exclude<Between, { readonly processesOf: number }>): boolean {
  return 'from' in between ? program >= between.from && program <= between.to : between.includes(program);
}

function carried({ transfers }: History, party: Parties): readonly Found[] {
  const sums = new Map<string, Found>();
  for (const { kind, from, to, through, bytes, inferred } of transfers) {
    if (kind !== 'data' || inferred === true || from === null || to === null) continue;
    const [one, two] = [party.get(from), party.get(to)];
    if (one === undefined || two === undefined || one === two) continue;
    const key = `${one} ${two} ${through}`;
    const sum = sums.get(key)?.bytes ?? 0;
    sums.set(key, { from, to, through, bytes: sum + bytes, isMapped: false });
  }
  return [...sums.values()];
}

function mapped({ mappings }: History, party: Parties): readonly Found[] {
  return mappings.flatMap((writer) => {
    if (writer.access === 'read' || !party.has(writer.process)) return [];
    const other = mappings.find(
      (one) =>
        one.object === writer.object &&
        party.has(one.process) &&
        party.get(one.process) !== party.get(writer.process),
    );
    if (other === undefined) return [];
    return [{ from: writer.process, to: other.process, through: writer.object, bytes: 0, isMapped: true }];
  });
}
