import type { Lane } from '../scene/make-lane.js';
import type { Store } from '../scene/make-store.js';
import type { Scene } from '../scene.js';
import { objectLabel, processLabel } from '../wording/describe-happening.js';
import { textWidth } from '../wording/measure-text.js';

/** Where things stand, in pixels. */
export interface Layout {
  readonly width: number;
  readonly pitch: number;
  /** Columns are too narrow for names: heads are small and their names stand aslant above them. */
  readonly isNarrow: boolean;
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
  /** Rows and parts of rows; -1 is above the first one. */
  readonly yOf: (row: number) => number;
  readonly yOfWait: (row: number) => number;
}

/** Half the width of a life line. */
export const laneHalf = 3.5;

/** Half the width of an object's tube. */
export const tubeHalf = 8;

/** Half the width of a slab of memory. */
export const slabHalf = 13;

/** Half the width of what is drawn below an object's head: memory that somebody mapped is a slab, all else a tube. */
export function halfOf(store: Store | undefined): number {
  return store && (store.object.mechanism === 'shared-memory' || store.views.length > 0)
    ? slabHalf
    : tubeHalf;
}

const margin = 20;
const gutter = 92;
const columnsAim = 980;
const manyColumnsAim = 1400;
const manyFrom = 11;
/** Room for a size in words, such as `481 KiB`, while there are few enough columns for it. */
const pitchMin = 62;
const crowdedFrom = 41;
const crowdedPitchMin = 50;
const pitchMax = 190;
const narrowBelow = 96;
const widthMin = 560;
const waitHeight = 46;
const waitsGap = 22;
const runningHeight = 34;
const narrowRowHeight = 24;

/** Gives every column and row of a scene its place: wide columns while there are few, narrow ones when there are many. */
export function layOut(scene: Scene): Layout {
  const count = Math.max(1, scene.columns.length);
  const aim = count < manyFrom ? columnsAim : manyColumnsAim;
  const pitch = Math.min(pitchMax, Math.max(count < crowdedFrom ? pitchMin : crowdedPitchMin, aim / count));
  const isNarrow = pitch < narrowBelow;
  const slanted = isNarrow ? slantedReach(scene) : 0;
  // Names that stand aslant also reach beyond the last column.
  const width = Math.max(widthMin, gutter + pitch * count + margin + slanted);
  const left = gutter + (isNarrow ? 0 : (width - gutter - margin - pitch * count) / 2);
  const place = new Map(scene.columns.map((column, index) => [column.id, left + pitch * (index + 0.5)]));
  const headTop = 68 + slanted;
  const headHeight = isNarrow ? 20 : 44;
  const rowsTop = headTop + headHeight + 12;
  const { centres, bottom: rowsBottom } = rowCentres(scene, rowsTop, isNarrow);
  const waitRows = Math.max(0, ...scene.waits.map((wait) => wait.row + 1));
  const waitsBottom =
    rowsBottom +
    (waitRows > 0 ? waitsGap + waitRows * waitHeight : 0) +
    (runningLanes(scene).length > 0 ? runningHeight : 0);
  const whole = (row: number): number => (row < 0 ? headTop + headHeight + 1 : (centres[row] ?? rowsBottom));
  return {
    width,
    pitch,
    isNarrow,
    left,
    headTop,
    headHeight,
    rowsTop,
    rowsBottom,
    waitsBottom,
    yOfRunning: waitsBottom - runningHeight / 2,
    xOf: (id) => place.get(id) ?? null,
    yOf: (row) => {
      const above = Math.floor(row);
      return whole(above) + (whole(above + 1) - whole(above)) * (row - above);
    },
    yOfWait: (row) => rowsBottom + waitsGap + (row + 0.5) * waitHeight,
  };
}

/** Names stand at this angle where columns are too narrow for them, and are cut when they would be longer. */
export const slant = { degrees: -48, namePxMax: 132 } as const;

/** How far the longest name reaches upwards, and about as far to the right. */
function slantedReach(scene: Scene): number {
  const names = scene.columns.map(({ id }) =>
    scene.lanes.has(id) ? (processLabel(scene, id) ?? '') : objectLabel(scene, id),
  );
  const longest = Math.max(...names.map((name) => textWidth(name, 12, 'sans')));
  return Math.min(longest, slant.namePxMax) * Math.sin((-slant.degrees * Math.PI) / 180);
}

function rowCentres(
  scene: Scene,
  rowsTop: number,
  isNarrow: boolean,
): { centres: readonly number[]; bottom: number } {
  const centres: number[] = [];
  let bottom = rowsTop;
  for (const { happenings } of scene.rows) {
    const hasPayload = happenings.some((one) => 'passage' in one);
    const height = isNarrow ? narrowRowHeight : hasPayload ? 42 : 36;
    centres.push(bottom + height / 2);
    bottom += height;
  }
  return { centres, bottom };
}

/** The processes that had not ended and were not seen to wait. */
export function runningLanes(scene: Scene): readonly Lane[] {
  if (scene.window !== null) return [];
  const waiting = new Set(scene.waits.map((wait) => wait.process));
  return [...scene.lanes.values()].filter(
    (lane) => lane.toRow === null && !waiting.has(lane.process.id) && lane.process.role !== 'harness',
  );
}
