import { fitText, textWidth } from '../wording/measure-text.js';
import { element, textElement } from './element.js';
import type { Ink } from './ink.js';

/** A pill with a word on a life line: the first of `texts` that has room, or the last one cut. */
export function drawBadge(
  ink: Ink,
  place: { x: number; y: number; maxPx: number },
  texts: readonly string[],
): string {
  const { x, y, maxPx } = place;
  const text = texts.find((one) => textWidth(one, 11.5, 'sans') <= maxPx - 14) ?? texts.at(-1) ?? '';
  const shown = fitText(text, { maxPx: maxPx - 14, sizePx: 11.5, face: 'sans' });
  const width = textWidth(shown, 11.5, 'sans') + 14;
  ink.add({ left: x - width / 2, right: x + width / 2, top: y - 10, bottom: y + 10 });
  return (
    element('rect', {
      class: 'ipc-badge',
      stroke: 'currentColor',
      x: x - width / 2,
      y: y - 10,
      width,
      height: 20,
      rx: 10,
    }) + textElement({ class: 'ipc-label ipc-tinted', x, y: y + 4, 'text-anchor': 'middle' }, shown)
  );
}
