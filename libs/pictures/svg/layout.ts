import type { Scene } from '../scene.js';

/** Where things stand, in pixels. */
export interface Layout {
  readonly width: number;
  readonly pitch: number;
  /** Left edge of the columns; times stand to the left of it. */
  readonly left: number;
  readonly headTop: number;
  readonly headHeight: number;
  readonly rowsTop: number;
  readonly rowsBottom: number;
  /** Rows of waits come below the events. */
  readonly waitsBottom: number;
  readonly xOf: (id: string) => number | null;
  readonly yOf: (row: number) => number;
  readonly yOfWait: (index: number) => number;
}

const margin = 20;
const gutter = 92;
const columnsAim = 900;
const pitchMin = 104;
const pitchMax = 190;
const widthMin = 560;
const waitHeight = 40;

/** Gives every column and row of a scene its place: wide columns while there are few, and never narrower than a label. */
export function layOut(scene: Scene): Layout {
  const count = Math.max(1, scene.columns.length);
  const pitch = Math.min(pitchMax, Math.max(pitchMin, columnsAim / count));
  const width = Math.max(widthMin, gutter + pitch * count + margin);
  const left = gutter + (width - gutter - margin - pitch * count) / 2;
  const place = new Map(scene.columns.map((column, index) => [column.id, left + pitch * (index + 0.5)]));
  const headTop = 68;
  const headHeight = 44;
  const rowsTop = headTop + headHeight + 12;
  const heights = scene.rows.map((row) => (row.happenings.some((one) => 'passage' in one) ? 42 : 36));
  const tops = heights.reduce<number[]>(
    (all, height) => [...all, (all.at(-1) ?? rowsTop) + height],
    [rowsTop],
  );
  const rowsBottom = tops.at(-1) ?? rowsTop;
  return {
    width,
    pitch,
    left,
    headTop,
    headHeight,
    rowsTop,
    rowsBottom,
    waitsBottom: rowsBottom + (scene.waits.length > 0 ? 14 + scene.waits.length * waitHeight : 0),
    xOf: (id) => place.get(id) ?? null,
    yOf: (row) => (tops[row] ?? rowsTop) + (heights[row] ?? 36) / 2,
    yOfWait: (index) => rowsBottom + 14 + (index + 0.5) * waitHeight,
  };
}
