import { type Face, fitText, textWidth } from '../wording/measure-text.js';
import type { Drawing } from './drawing.js';
import { textElement } from './element.js';
import { type Area, areaOfText } from './ink.js';

/** A way along which a label stands: it begins at `from` and has room as far as `to`. */
export interface Way {
  readonly from: number;
  readonly to: number;
  readonly y: number;
  /** How much further from `y` the words stand, where two arrows share a row. */
  readonly apart?: number;
}

/** Texts of which the first that has room is shown; the last one is cut. */
type Choices = readonly string[];

const above = { sizePx: 11.5, face: 'sans' } as const;
const below = { sizePx: 11, face: 'mono' } as const;

/**
 * Writes what goes along an arrow: a few words above it, the payload below it. A text stands in the first gap that the arrow crosses
 * and where nothing else is; one that is longer may go on as far as the arrow does. Words with no place are left to the arrow's title.
 */
export function drawLabel(drawing: Drawing, way: Way, texts: { above: Choices; below: string }): string {
  const apart = way.apart ?? 0;
  return (
    drawText(drawing, way, {
      choices: texts.above,
      ...above,
      className: 'ipc-label ipc-tinted',
      dy: -6 - apart,
    }) +
    drawText(drawing, way, { choices: [texts.below], ...below, className: 'ipc-payload', dy: 14 + apart })
  );
}

interface Text {
  readonly choices: Choices;
  readonly sizePx: number;
  readonly face: Face;
  readonly className: string;
  readonly dy: number;
}

function drawText(drawing: Drawing, way: Way, { choices, className, dy, ...font }: Text): string {
  const { layout, ink } = drawing;
  const spare = layout.isNarrow ? 6 : 26;
  const gapPx = layout.pitch - spare;
  const wayPx = Math.max(gapPx, Math.abs(way.to - way.from) - spare);
  const width = (text: string): number => textWidth(text, font.sizePx, font.face);
  const first = choices.findIndex((choice) => width(choice) <= wayPx);
  const fitting = first < 0 ? choices.slice(-1) : choices.slice(first);
  const places = fitting
    .map((choice) => fitText(choice, { maxPx: wayPx, ...font }))
    .filter((shown) => shown !== '')
    .flatMap((shown) => {
      const room = Math.max(layout.pitch, width(shown) + spare);
      return startsOf(way, layout.pitch, room).map((x) => placeOf(shown, { x, y: way.y + dy, ...font }));
    });
  const found = ink.place(places);
  if (!found) return '';
  const at = { class: className, x: found.x, y: way.y + dy, 'text-anchor': 'middle' };
  // Without this a picture shows spaces side by side as one.
  const spaces = found.shown.includes('  ') ? { 'xml:space': 'preserve' } : {};
  return textElement({ ...at, ...spaces }, found.shown);
}

/** Middles of the gaps along the way in which so much room is left. */
function startsOf({ from, to }: Way, pitch: number, room: number): readonly number[] {
  const direction = to >= from ? 1 : -1;
  const gaps = Math.max(1, Math.floor((Math.abs(to - from) - room) / pitch + 1.01));
  return Array.from({ length: gaps }, (_, gap) => from + direction * (gap * pitch + room / 2));
}

function placeOf(
  shown: string,
  at: { x: number; y: number; sizePx: number; face: Face },
): { shown: string; x: number; area: Area } {
  const widthPx = textWidth(shown, at.sizePx, at.face);
  return { shown, x: at.x, area: areaOfText({ ...at, widthPx, anchor: 'middle' }) };
}
