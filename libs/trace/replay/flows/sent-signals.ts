import type { Life } from '../model.js';

/** A signal that was sent and has not arrived. */
export interface SentSignal {
  readonly from: Life;
  readonly thread: string | null;
  readonly signal: string;
  readonly sentMs: number;
  /** The process it was sent to; null for a group or everybody. */
  readonly to: Life | null;
  /** The value of sigqueue(3); null where there is none. */
  readonly value: number | null;
  /** Processes that have got it, when it was sent to several. */
  readonly arrived: Set<Life>;
  /** Another one of its kind was pending already, from somebody else: it was probably thrown away. */
  isAbsorbed: boolean;
}

/** So many signals of one name may be on their way to one process, and as many to groups. Of more the oldest are waited for no longer. */
const underWayMax = 1_000;

/** Signals that were sent and have not arrived, found by their name and by whom they were sent to. */
export class SentSignals {
  readonly #lists = new Map<string, SentSignal[]>();

  /** Adds one; false when the oldest of its kind had to give way. */
  add(sent: SentSignal): boolean {
    const key = keyOf(sent.signal, sent.to);
    const list = this.#lists.get(key) ?? [];
    this.#lists.set(key, list);
    list.push(sent);
    if (list.length <= underWayMax) return true;
    list.shift();
    return false;
  }

  /** Those of a name that were sent to this process alone, or with null to groups or everybody, in the order in which they were sent. */
  of(signal: string, to: Life | null): readonly SentSignal[] {
    return this.#lists.get(keyOf(signal, to)) ?? [];
  }

  /** They have arrived. */
  remove(sends: readonly SentSignal[]): void {
    const [first] = sends;
    if (first === undefined) return;
    const key = keyOf(first.signal, first.to);
    const left = this.of(first.signal, first.to).filter((sent) => !sends.includes(sent));
    if (left.length === 0) this.#lists.delete(key);
    else this.#lists.set(key, left);
  }

  /** Every one that was sent to one process, whichever it was. */
  direct(): readonly SentSignal[] {
    return [...this.#lists.values()].flat().filter(({ to }) => to !== null);
  }
}

function keyOf(signal: string, to: Life | null): string {
  return `${signal} ${to?.id ?? ''}`;
}
