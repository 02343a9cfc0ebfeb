import type { Column } from './arrange-columns.js';
import { type Happening, processesOf } from './happening.js';

export interface Row {
  readonly atMs: number;
  readonly happenings: readonly Happening[];
}

/** With so many life lines a picture would grow too long if each event had a row of its own. */
const shareRowsFrom = 7;

/** So many rows may an event move up to stand beside others; further it would lie about the order. */
const moveUpMax = 6;

type Span = readonly [number, number];

interface OpenRow {
  readonly atMs: number;
  readonly happenings: Happening[];
  readonly spans: Span[];
}

/**
 * Gives each happening a row, in order of time. In pictures of many processes those that lie beside each other and have nothing to
 * do with each other share a row; along each life line and each tube the order stays that of time, and nothing covers anything.
 */
export function assignRows(happenings: readonly Happening[], columns: readonly Column[]): readonly Row[] {
  const lanes = columns.filter((column) => column.kind === 'lane').length;
  const places = new Map(columns.map((column, index) => [column.id, index]));
  const rows: OpenRow[] = [];
  for (const happening of happenings) {
    const span = spanOf(happening, places);
    const row = lanes >= shareRowsFrom ? roomFor(rows, span) : undefined;
    if (row) {
      row.happenings.push(happening);
      row.spans.push(span);
    } else rows.push({ atMs: happening.atMs, happenings: [happening], spans: [span] });
  }
  return rows.map(({ atMs, happenings }) => ({ atMs, happenings }));
}

/** The highest of the last rows below everything that the span touches. */
function roomFor(rows: readonly OpenRow[], span: Span): OpenRow | undefined {
  let found: OpenRow | undefined;
  for (let index = rows.length - 1; index >= Math.max(0, rows.length - moveUpMax); index -= 1) {
    const row = rows[index];
    if (!row?.spans.every((other) => areApart(other, span))) break;
    found = row;
  }
  return found;
}

/** The columns that a happening's arrow and label cover. */
function spanOf(happening: Happening, places: ReadonlyMap<string, number>): Span {
  const touched: string[] = [...processesOf(happening)];
  if ('passage' in happening && happening.kind !== 'signal') touched.push(happening.passage.through);
  const covered = touched.flatMap((id) => places.get(id) ?? []);
  return covered.length === 0 ? [0, 0] : [Math.min(...covered), Math.max(...covered)];
}

// A badge beside a life line reaches into the next column, and an arrow may end on a line where another begins.
function areApart(a: Span, b: Span): boolean {
  return a[1] + 1 < b[0] || b[1] + 1 < a[0];
}
