import type { Column } from './arrange-columns.js';
import { type Happening, processesOf } from './happening.js';

export interface Row {
  readonly atMs: number;
  readonly happenings: readonly Happening[];
}

/** With so many life lines a picture would grow too long if each event had a row of its own. */
const shareRowsFrom = 7;

/**
 * Gives each happening a row, in order of time. In pictures of many processes those that follow each other share a row when they
 * lie beside each other, so that no arrow or label covers another.
 */
export function assignRows(happenings: readonly Happening[], columns: readonly Column[]): readonly Row[] {
  const lanes = columns.filter((column) => column.kind === 'lane').length;
  const rows: { atMs: number; happenings: Happening[]; spans: Span[] }[] = [];
  for (const happening of happenings) {
    const span = spanOf(happening, columns);
    const last = rows.at(-1);
    if (last && lanes >= shareRowsFrom && last.spans.every((other) => areApart(other, span))) {
      last.happenings.push(happening);
      last.spans.push(span);
    } else rows.push({ atMs: happening.atMs, happenings: [happening], spans: [span] });
  }
  return rows.map(({ atMs, happenings }) => ({ atMs, happenings }));
}

type Span = readonly [number, number];

/** The columns that a happening's arrow and label cover. */
export function spanOf(happening: Happening, columns: readonly Column[]): Span {
  const touched: string[] = [...processesOf(happening)];
  if ('passage' in happening && happening.kind !== 'signal') touched.push(happening.passage.through);
  const places = touched
    .map((id) => columns.findIndex((column) => column.id === id))
    .filter((place) => place >= 0);
  return places.length === 0 ? [0, 0] : [Math.min(...places), Math.max(...places)];
}

// A badge beside a life line reaches into the next column, and an arrow may end on a line where another begins.
function areApart(a: Span, b: Span): boolean {
  return a[1] + 1 < b[0] || b[1] + 1 < a[0];
}
