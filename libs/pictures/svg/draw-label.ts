import { type Face, fitText, textWidth } from '../wording/measure-text.js';
import { textElement } from './element.js';
import type { Layout } from './layout.js';

/** A way along which a label stands: it begins at `from` and has room as far as `to`. */
export interface Way {
  readonly from: number;
  readonly to: number;
  readonly y: number;
}

/** Texts of which the first that has room is shown; the last one is cut. */
type Choices = readonly string[];

const above = { sizePx: 11.5, face: 'sans' } as const;
const below = { sizePx: 11, face: 'mono' } as const;

/**
 * Writes what goes along an arrow: a few words above it, the payload below it. A text stands in the first gap that the arrow crosses;
 * one that is longer may go on as far as the arrow does, since nothing else stands in its row.
 */
export function drawLabel(layout: Layout, way: Way, texts: { above: Choices; below: string }): string {
  return (
    drawText(layout, way, { choices: texts.above, ...above, className: 'ipc-label ipc-tinted', dy: -6 }) +
    drawText(layout, way, { choices: [texts.below], ...below, className: 'ipc-payload', dy: 14 })
  );
}

interface Text {
  readonly choices: Choices;
  readonly sizePx: number;
  readonly face: Face;
  readonly className: string;
  readonly dy: number;
}

function drawText(layout: Layout, { from, to, y }: Way, { choices, className, dy, ...font }: Text): string {
  const spare = layout.isNarrow ? 6 : 26;
  const gapPx = layout.pitch - spare;
  const wayPx = layout.isNarrow ? gapPx : Math.max(gapPx, Math.abs(to - from) - spare);
  const width = (text: string): number => textWidth(text, font.sizePx, font.face);
  const text = choices.find((choice) => width(choice) <= wayPx) ?? choices.at(-1) ?? '';
  const shown = fitText(text, { maxPx: wayPx, ...font });
  const room = Math.max(layout.pitch, width(shown) + spare);
  const x = from + ((to >= from ? 1 : -1) * room) / 2;
  return textElement({ class: className, x, y: y + dy, 'text-anchor': 'middle' }, shown);
}
