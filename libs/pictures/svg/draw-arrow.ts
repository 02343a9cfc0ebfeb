import { fitText } from '../wording/measure-text.js';
import { element, textElement } from './element.js';

/** A horizontal arrow; it stops short of what it points at. */
export interface Arrow {
  readonly fromX: number;
  readonly toX: number;
  readonly y: number;
  /** Half the width of what it leaves and of what it points at. */
  readonly fromHalf: number;
  readonly toHalf: number;
  readonly style: '' | 'ipc-end' | 'ipc-signal';
  readonly hasTip: boolean;
}

const tipLength = 9;
const tipHalf = 4;

/** Draws an arrow, with a halo that lets it pass over what it crosses. */
export function drawArrow(arrow: Arrow): string {
  const direction = arrow.toX >= arrow.fromX ? 1 : -1;
  const start = arrow.fromX + direction * arrow.fromHalf;
  const end = arrow.toX - direction * (arrow.toHalf + 1);
  const { y } = arrow;
  const stop = arrow.hasTip ? end - direction * (tipLength - 2) : end;
  const line = { x1: start, y1: y, x2: stop, y2: y };
  const base = end - direction * tipLength;
  const tip = `M${n(end)} ${n(y)}L${n(base)} ${n(y - tipHalf)}L${n(base)} ${n(y + tipHalf)}Z`;
  return (
    element('line', { class: 'ipc-halo', ...line }) +
    element('line', { class: `ipc-arrow ${arrow.style}`.trim(), ...line }) +
    (arrow.hasTip ? element('path', { class: 'ipc-tip', d: tip }) : '')
  );
}

/** Writes what goes along an arrow: a few words above it, the payload below it, both cut to the room. */
export function drawLabel(
  place: { x: number; y: number; maxPx: number },
  above: string,
  below: string,
): string {
  const { x, y, maxPx } = place;
  return (
    textElement(
      { class: 'ipc-label ipc-tinted', x, y: y - 6, 'text-anchor': 'middle' },
      fitText(above, { maxPx, sizePx: 11.5, face: 'sans' }),
    ) +
    textElement(
      { class: 'ipc-payload', x, y: y + 14, 'text-anchor': 'middle' },
      fitText(below, { maxPx, sizePx: 11, face: 'mono' }),
    )
  );
}

function n(value: number): string {
  return String(Math.round(value * 10) / 10);
}
