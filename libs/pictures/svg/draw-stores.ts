import type { Level, Store } from '../scene/make-store.js';
import { countsMessages, describeStore } from '../wording/describe-standing.js';
import { formatBytes } from '../wording/format.js';
import { fitText, textWidth } from '../wording/measure-text.js';
import { drawStoreHead } from './draw-heads.js';
import type { Drawing } from './drawing.js';
import { element, partElement, textElement } from './element.js';
import { areaOfText } from './ink.js';
import { halfOf, type Layout, slabHalf, tubeHalf } from './layout.js';
import { colourOf } from './style.js';

/** Draws an object: its head, and below it the tube through which bytes go, as wide inside as it is full. */
export function drawStore(store: Store, x: number, drawing: Drawing): string {
  const { layout, scene, words } = drawing;
  const { object } = store;
  const half = halfOf(store);
  const headBottom = layout.headTop + layout.headHeight;
  const top = Math.max(headBottom + 2, layout.yOf(store.fromRow) - 13);
  const bottom = tubeBottom(store, layout);
  return partElement(
    describeStore(scene, store, words),
    colourOf(object.mechanism),
    element('line', { class: 'ipc-ahead', x1: x, y1: headBottom, x2: x, y2: top }),
    element('rect', {
      class: 'ipc-tube',
      x: x - half,
      y: top,
      width: half * 2,
      height: Math.max(26, bottom - top),
      rx: half === slabHalf ? 2 : tubeHalf,
    }),
    ...drawLevels(store, x, { layout, bottom }),
    drawStoreHead(store, x, drawing),
    store.unreadBytes > 0 && store.levels.length > 0
      ? drawUnread(`${formatBytes(store.unreadBytes)} ${words.neverRead}`, { x, y: bottom + 14 }, drawing)
      : '',
  );
}

function tubeBottom(store: Store, layout: Layout): number {
  if (store.isAwaited) return layout.waitsBottom;
  return layout.yOf(store.toRow) + (store.levels.length > 0 && store.unreadBytes > 0 ? 16 : 13);
}

/** Bars inside the tube: the fuller it was, the wider; what never came out is there down to the end. */
function drawLevels(
  store: Store,
  x: number,
  { layout, bottom }: { layout: Layout; bottom: number },
): readonly string[] {
  const amount = (level: Level): number => (countsMessages(store) ? level.messages : level.bytes);
  const most = Math.max(1, ...store.levels.map(amount));
  return store.levels.map((level) => {
    const half = 1.5 + (tubeHalf - 3) * (amount(level) / most);
    const top = layout.yOf(level.fromRow);
    const end = level.toRow > store.toRow ? bottom - 4 : layout.yOf(level.toRow);
    const height = Math.max(0, end - top);
    return element('rect', { class: 'ipc-fill', x: x - half, y: top, width: half * 2, height });
  });
}

/** Below the tube, or as far down as it takes to cover nothing. */
function drawUnread(text: string, { x, y }: { x: number; y: number }, { layout, ink }: Drawing): string {
  const font = { sizePx: 11.5, face: 'sans' } as const;
  const shown = fitText(text, { maxPx: Math.max(120, layout.pitch * 1.6), ...font });
  const widthPx = textWidth(shown, font.sizePx, font.face);
  const places = [0, 6, 12, 18, 24, 30].map((down) => ({
    y: y + down,
    area: areaOfText({ x, y: y + down, widthPx, sizePx: font.sizePx, anchor: 'middle' }),
  }));
  const found = ink.place(places);
  if (!found) return '';
  return textElement({ class: 'ipc-label ipc-tinted', x, y: found.y, 'text-anchor': 'middle' }, shown);
}
