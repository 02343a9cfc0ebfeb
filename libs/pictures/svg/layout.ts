import type { Lane, Scene } from '../scene.js';

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
  /** Where those who neither wait nor have ended are said to run on. */
  readonly yOfRunning: number;
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
const waitHeight = 46;
const runningHeight = 34;

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
  const waitsHeight = scene.waits.length > 0 ? 14 + scene.waits.length * waitHeight : 0;
  const waitsBottom = rowsBottom + waitsHeight + (runningLanes(scene).length > 0 ? runningHeight : 0);
  return {
    width,
    pitch,
    left,
    headTop,
    headHeight,
    rowsTop,
    rowsBottom,
    waitsBottom,
    yOfRunning: waitsBottom - runningHeight / 2,
    xOf: (id) => place.get(id) ?? null,
    yOf: (row) => (tops[row] ?? rowsBottom) + (heights[row] ?? 36) / 2,
    yOfWait: (index) => rowsBottom + 14 + (index + 0.5) * waitHeight,
  };
}

/** The processes that had not ended and were not seen to wait. */
export function runningLanes(scene: Scene): readonly Lane[] {
  const waiting = new Set(scene.waits.map((wait) => wait.process));
  return [...scene.lanes.values()].filter(
    (lane) => lane.toRow === null && !waiting.has(lane.process.id) && lane.process.role !== 'harness',
  );
}
