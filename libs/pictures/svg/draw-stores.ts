import type { Level, Store, View } from '../scene/make-store.js';
import { processLabel } from '../wording/describe-happening.js';
import { countsMessages, describeStore, describeView } from '../wording/describe-standing.js';
import { formatBytes } from '../wording/format.js';
import { fitText } from '../wording/measure-text.js';
import { drawStoreHead } from './draw-heads.js';
import type { Drawing } from './drawing.js';
import { accessSigns } from '../wording/words.js';
import { detailElement, element, partElement, textElement } from './element.js';
import { halfOf, laneHalf, type Layout, slabHalf, tubeHalf } from './layout.js';
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
      ? drawUnread(`${formatBytes(store.unreadBytes)} ${words.neverRead}`, { x, y: bottom + 14, layout })
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

function drawUnread(text: string, { x, y, layout }: { x: number; y: number; layout: Layout }): string {
  return textElement(
    { class: 'ipc-label ipc-tinted', x, y, 'text-anchor': 'middle' },
    fitText(text, { maxPx: Math.max(120, layout.pitch * 1.6), sizePx: 11.5, face: 'sans' }),
  );
}

/** Draws who has an object in its memory: a strip along each life line, and a band to the object where nobody stands between. */
export function drawViews(store: Store, x: number, drawing: Drawing): string {
  return store.views.map((view) => drawView(store, view, { ...drawing, x })).join('');
}

function drawView(store: Store, view: View, { x, ...drawing }: Drawing & { x: number }): string {
  const { layout, scene, words } = drawing;
  const laneX = layout.xOf(view.process);
  if (laneX === null) return '';
  const [top, bottom] = [
    layout.yOf(view.fromRow),
    Math.max(layout.yOf(view.fromRow) + 6, layout.yOf(view.toRow)),
  ];
  const side = x > laneX ? 1 : -1;
  const between = (id: string): boolean => {
    const other = layout.xOf(id) ?? x;
    return (other - laneX) * (other - x) < 0;
  };
  const isNear = ![...scene.lanes.keys()].some(between);
  const [inner, outer] = [laneX + side * (laneHalf + 1), x - side * halfOf(store)];
  const height = bottom - top;
  const rectOf = (from: number, to: number, className: string): string =>
    element('rect', { class: className, x: Math.min(from, to), y: top, width: Math.abs(to - from), height });
  const tie = { class: 'ipc-tie', x1: inner, y1: top, x2: outer, y2: top };
  return detailElement(
    `${processLabel(scene, view.process) ?? ''}: ${describeView(scene, store, { view, words })}`,
    colourOf(store.object.mechanism),
    isNear ? rectOf(inner, outer, 'ipc-band') : '',
    rectOf(inner, inner + side * 4, 'ipc-view'),
    element('line', tie),
    textElement(
      {
        class: 'ipc-access ipc-tinted',
        x: outer - side * 4,
        y: top + 11,
        'text-anchor': side > 0 ? 'end' : 'start',
      },
      accessSigns[view.access],
    ),
  );
}
