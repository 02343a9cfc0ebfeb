import type { TracedMapping, TracedObject } from '#libs/contracts/trace';
import type { Row } from './assign-rows.js';
import type { Happening, Passage } from './happening.js';

/** How full an object was from one row to another. */
export interface Level {
  readonly fromRow: number;
  readonly toRow: number;
  readonly bytes: number;
  readonly messages: number;
}

/** A process's view of shared memory: a part of a life line in which it could read, write or both. */
export interface View {
  readonly process: string;
  readonly access: TracedMapping['access'];
  readonly bytes: number;
  readonly fromMs: number;
  readonly fromRow: number;
  readonly toRow: number;
}

/** An object's tube. */
export interface Store {
  readonly object: TracedObject;
  /** How many objects of one kind between the same two it stands for. */
  readonly size: number;
  /** Somebody waits for it at the end. */
  readonly isAwaited: boolean;
  readonly fromRow: number;
  readonly toRow: number;
  readonly levels: readonly Level[];
  /** What never came out. */
  readonly unreadBytes: number;
  readonly views: readonly View[];
  readonly isMarked: boolean;
}

/** Makes the tube of an object from the rows in which something goes into it or comes out. */
export function makeStore(
  object: TracedObject,
  rows: readonly Row[],
  about: Pick<Store, 'size' | 'isMarked' | 'isAwaited' | 'views'>,
): Store {
  const used = about.views.flatMap((view) => [view.fromRow, view.toRow]);
  const gauge = new Gauge();
  for (const [index, row] of rows.entries())
    for (const happening of row.happenings) {
      if (!('passage' in happening) || happening.kind === 'signal' || happening.passage.through !== object.id)
        continue;
      used.push(index);
      gauge.see(happening, index);
    }
  // What nobody used yet, but somebody waits for, begins below the last row.
  const toRow = used.length === 0 ? rows.length : Math.max(...used);
  const levels = holdsBytes(object) ? gauge.levels(toRow) : [];
  used.push(...levels.map((level) => level.fromRow));
  const fromRow = used.length === 0 ? rows.length : Math.min(...used);
  return {
    object,
    fromRow,
    toRow,
    levels,
    unreadBytes: gauge.unreadBytes,
    ...about,
  };
}

// What was written to a file stays there when it is read, and nobody knows how much waits outside.
function holdsBytes({ mechanism, outside }: TracedObject): boolean {
  const queues = ['pipe', 'named-pipe', 'socket', 'unix-domain-socket', 'message-queue', 'message-passing'];
  return outside === null && queues.includes(mechanism);
}

/** Follows what is inside of an object, row by row. */
class Gauge {
  readonly #steps: { row: number; bytes: number; messages: number }[] = [];
  readonly #inside = new Set<Passage>();
  unreadBytes = 0;

  see(happening: Extract<Happening, { passage: Passage }>, row: number): void {
    const { passage, kind } = happening;
    const stays = passage.to !== null || !passage.isTaken;
    if (kind === 'sent' && stays) this.#step(passage, row, 1);
    if (kind === 'whole' && passage.to === null && !passage.isTaken) this.#step(passage, row, 1);
    if (kind !== 'received' && !passage.isTaken) this.unreadBytes += passage.bytes;
    if (kind === 'sent') this.#inside.add(passage);
    if (kind !== 'received') return;
    // It was sent before the part of time that is shown: it was inside from the beginning on.
    if (passage.from !== null && !this.#inside.has(passage)) this.#step(passage, -1, 1);
    if (passage.from !== null) this.#step(passage, row, -1);
  }

  levels(toRow: number): readonly Level[] {
    const levels: Level[] = [];
    let [bytes, messages] = [0, 0];
    const steps = this.#steps.toSorted((a, b) => a.row - b.row);
    for (const [index, step] of steps.entries()) {
      bytes += step.bytes;
      messages += step.messages;
      const until = steps[index + 1]?.row ?? toRow + 0.5;
      if (until > step.row && bytes > 0) levels.push({ fromRow: step.row, toRow: until, bytes, messages });
    }
    return levels;
  }

  #step(passage: Passage, row: number, sign: 1 | -1): void {
    if (passage.kind !== 'data') return;
    this.#steps.push({ row, bytes: sign * passage.bytes, messages: sign * passage.count });
  }
}
