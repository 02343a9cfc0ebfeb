import type { TracedAccess } from '#libs/contracts/instruments';
import type { Transfer } from '#libs/contracts/trace';

/** One or several transfers of one kind between the same two, through the same object. What they do not agree on is null. */
export interface Passage extends Omit<Transfer, 'receivedMs'> {
  readonly receivedMs: number | null;
  /** Somebody received it, in the picture or outside of it. */
  readonly isTaken: boolean;
  /** How many transfers were folded into it. */
  readonly count: number;
}

/** One thing to draw. A passage is whole when its two ends fit in one row, else it is a `sent` row and later a `received` row. */
export type Happening =
  | {
      readonly kind: 'birth';
      readonly atMs: number;
      readonly process: string;
      readonly parent: string | null;
      readonly runs: string | null;
    }
  | {
      readonly kind: 'exec';
      readonly atMs: number;
      readonly process: string;
      readonly runs: string;
      readonly error: string | null;
    }
  | {
      readonly kind: 'access';
      readonly atMs: number;
      readonly process: string;
      readonly access: TracedAccess;
      /** How many were folded into it. */
      readonly count: number;
    }
  | { readonly kind: 'exit'; readonly atMs: number; readonly process: string }
  | { readonly kind: 'signal'; readonly atMs: number; readonly passage: Passage }
  | { readonly kind: 'whole' | 'sent' | 'received'; readonly atMs: number; readonly passage: Passage };

/** The processes that a happening touches; a life line must not be passed over by two in one row. */
export function processesOf(happening: Happening): readonly string[] {
  switch (happening.kind) {
    case 'birth':
      return happening.parent === null ? [happening.process] : [happening.parent, happening.process];
    case 'exec':
    case 'access':
    case 'exit':
      return [happening.process];
    case 'sent':
      return listed(happening.passage.from);
    case 'received':
      return listed(happening.passage.to);
    case 'signal':
    case 'whole':
      return [...listed(happening.passage.from), ...listed(happening.passage.to)];
  }
}

function listed(process: string | null): readonly string[] {
  return process === null ? [] : [process];
}
