/** The tracks of a lane; threads besides the first one have tracks of their own. */
export const tracks = { life: 0, sleeps: 1, transfers: 2, firstThread: 3 } as const;

interface Place {
  readonly pid: number;
  readonly tid: number;
  readonly name: string;
}

/** The events of the Trace Event Format that are written: metadata, slice, instant, flow start and end, counter. */
export type PerfettoEvent =
  | (Place & { readonly ph: 'M'; readonly args: Readonly<Record<string, string | number>> })
  | (Place & {
      readonly ph: 'X';
      readonly cat: string;
      readonly ts: number;
      readonly dur: number;
      readonly args: Readonly<Record<string, unknown>>;
    })
  | (Place & { readonly ph: 'i'; readonly s: 't' | 'p'; readonly cat: string; readonly ts: number })
  | (Place & {
      readonly ph: 's' | 'f';
      /** An arrow ends at the slice that encloses it, not at the next one. */
      readonly bp?: 'e';
      readonly id: number;
      readonly cat: string;
      readonly ts: number;
    })
  | (Place & { readonly ph: 'C'; readonly ts: number; readonly args: Readonly<Record<string, number>> });

/** Milliseconds in the unit of the format, to the nanosecond. */
export function microseconds(ms: number): number {
  return Math.round(ms * 1_000_000) / 1000;
}
