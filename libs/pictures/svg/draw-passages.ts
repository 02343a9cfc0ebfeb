import type { Happening, Passage } from '../scene/happening.js';
import { programName } from '../wording/name-of.js';
import { labelPassage, properties, repeats } from '../wording/label-passage.js';
import { drawArrow, lookOf } from './draw-arrow.js';
import { drawLabel } from './draw-label.js';
import type { Drawing } from './drawing.js';
import { element } from './element.js';
import type { Ink } from './ink.js';
import { halfOf, laneHalf } from './layout.js';

type Passing = Extract<Happening, { passage: Passage }>;

/** Where the way to an object and the way from it lie upon each other, one is so far above its row and the other so far below. */
const backShift = 4;

interface Height {
  readonly y: number;
  /** Where it was sent, if that was in a row above. */
  readonly sentY: number;
}

/** Draws a signal: an arrow without a tube. */
export function drawSignal(drawing: Drawing, passage: Passage, y: number): string {
  const { scene, layout, words } = drawing;
  const toX = passage.to === null ? null : layout.xOf(passage.to);
  if (toX === null) return '';
  const fromX = passage.from === null ? null : layout.xOf(passage.from);
  const name = scene.signalNames.get(passage.through) ?? '';
  const often = repeats(passage, words);
  const label = [name, often, ...properties(passage, words)].filter((part) => part !== '').join(' ');
  // Where there is no room for "×20 sent, 1 delivered", the numbers say it.
  const short = passage.sends > passage.count ? `${name} ×${passage.sends}→${passage.count}` : name;
  const below = layout.isNarrow ? '' : causeOf(drawing, passage);
  // From the kernel, from outside, or from itself: it comes from nowhere in the picture.
  const startX =
    fromX === null || fromX === toX ? Math.max(layout.left - 8, toX - layout.pitch * 0.66) : fromX;
  const isLoose = startX !== fromX;
  const fromHalf = isLoose ? 0 : laneHalf;
  const arrow = drawArrow({ fromX: startX, toX, y, fromHalf, toHalf: laneHalf, look: 'signal' }, drawing.ink);
  // The words of an arrow from nowhere stand where it arrives, and go back from there.
  const back = Math.max(layout.left, toX - layout.pitch * 1.5);
  const way = isLoose ? { from: toX, to: back, y } : { from: startX, to: toX, y };
  return arrow + drawLabel(drawing, way, { above: [label, short, name], below });
}

/** Draws what went through an object: into its tube, out of it, or both; straight across where there is no room for tubes. */
export function drawPassage(drawing: Drawing, happening: Passing, height: Height): string {
  const { layout, scene } = drawing;
  const { passage } = happening;
  const fromX = passage.from === null ? null : layout.xOf(passage.from);
  const toX = passage.to === null ? null : layout.xOf(passage.to);
  const storeX = layout.xOf(passage.through);
  const half = halfOf(scene.stores.get(passage.through));
  const [arrows, from, to] =
    storeX === null
      ? [drawStraight(happening, { fromX, toX }, { ...height, ink: drawing.ink }), fromX, toX]
      : [
          drawThrough(happening, { fromX, toX, storeX, half }, { y: height.y, ink: drawing.ink }),
          ...room(happening, { fromX, toX, storeX }),
        ];
  // A straight arrow has its label where it begins.
  const isLabelled = storeX !== null || happening.kind !== 'received' || fromX === null;
  if (!isLabelled || from === null) return arrows;
  const { above, below } = labelOf(drawing, happening);
  const apart = storeX === null ? 0 : shiftOf(happening, { fromX, toX, storeX });
  const way = { from, to: to ?? from + 1, y: height.y, apart };
  return arrows + drawLabel(drawing, way, { above, below: layout.isNarrow ? '' : below });
}

function labelOf(drawing: Drawing, { passage, kind }: Passing): { above: readonly string[]; below: string } {
  const { words } = drawing;
  const { above, aboveShort, aboveBare, below } = labelPassage(passage, words);
  if (passage.kind !== 'end-of-file')
    return { above: [above, aboveShort, aboveBare].filter((text) => text !== ''), below };
  const cause = causeOf(drawing, passage);
  if (kind === 'sent' && cause === '') return { above: [words.close], below };
  return { above: [above, aboveShort, words.endOfFileShort], below: cause === '' ? below : cause };
}

/** Which close it was: by the process at the arrow's begin, or by another one, which is named then. */
function causeOf({ scene, words }: Drawing, { cause, from }: Passage): string {
  if (cause === null) return '';
  const says = words.causes(cause.by, cause.fd);
  const lane = scene.lanes.get(cause.process);
  return cause.process === from || !lane ? says : words.because(programName(lane.process), says);
}

interface Ends {
  readonly fromX: number | null;
  readonly toX: number | null;
}

/** Both ends on one side of the object: what goes in comes back the same way. */
function shiftOf({ kind }: Passing, { fromX, toX, storeX }: Ends & { storeX: number }): number {
  if (fromX === null || toX === null) return 0;
  const isBack = kind === 'whole' && (fromX - storeX) * (toX - storeX) > 0;
  return isBack || fromX === toX ? backShift : 0;
}

function drawThrough(
  happening: Passing,
  { fromX, toX, storeX, half }: Ends & { storeX: number; half: number },
  { y, ink }: { y: number; ink: Ink },
): string {
  const { passage, kind } = happening;
  const look = lookOf(passage);
  const shift = shiftOf(happening, { fromX, toX, storeX });
  const sending =
    fromX === null || kind === 'received'
      ? ''
      : drawArrow({ look, y: y - shift, fromX, toX: storeX, fromHalf: laneHalf, toHalf: half }, ink);
  const receiving =
    toX === null || kind === 'sent'
      ? ''
      : drawArrow({ look, y: y + shift, fromX: storeX, toX, fromHalf: half, toHalf: laneHalf }, ink);
  return sending + receiving;
}

/** Between which verticals a label stands. */
function room({ kind }: Passing, { fromX, toX, storeX }: Ends & { storeX: number }): [number, number] {
  return fromX === null || kind === 'received' ? [storeX, toX ?? storeX] : [fromX, storeX];
}

// What is under way for long is a slanting arrow from where it was sent to where it arrives.
function drawStraight(
  { passage, kind }: Passing,
  { fromX, toX }: Ends,
  { y, sentY, ink }: Height & { ink: Ink },
): string {
  if (fromX === null || toX === null) return '';
  if (kind === 'sent') return element('circle', { class: 'ipc-tip', cx: fromX, cy: y, r: 3 });
  const ends = { fromX, toX, fromHalf: laneHalf, toHalf: laneHalf };
  return drawArrow({ ...ends, look: lookOf(passage), y: sentY, toY: y }, ink);
}
