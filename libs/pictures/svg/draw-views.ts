import type { Store, View } from '../scene/make-store.js';
import { processLabel } from '../wording/describe-happening.js';
import { describeView } from '../wording/describe-standing.js';
import { textWidth } from '../wording/measure-text.js';
import { accessSigns } from '../wording/words.js';
import type { Drawing } from './drawing.js';
import { detailElement, element, textElement } from './element.js';
import { areaOfText, type Ink } from './ink.js';
import { halfOf, laneHalf } from './layout.js';
import { colourOf } from './style.js';

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
  const sign = isSaid(store, view, drawing) ? '' : accessSigns[view.access];
  const tie = { class: 'ipc-tie', x1: inner, y1: top, x2: outer, y2: top };
  return detailElement(
    `${processLabel(scene, view.process) ?? ''}: ${describeView(scene, store, { view, words })}`,
    colourOf(store.object.mechanism),
    isNear ? rectOf(inner, outer, 'ipc-band') : '',
    rectOf(inner, inner + side * 4, 'ipc-view'),
    element('line', tie),
    drawAccess(sign, { inner: inner + side * 8, outer: outer - side * 4, top, bottom }, drawing.ink),
  );
}

/** A view that was inherited and soon made again has its sign once. */
function isSaid(store: Store, view: View, { layout }: Drawing): boolean {
  const top = layout.yOf(view.fromRow);
  return store.views
    .slice(0, store.views.indexOf(view))
    .some(
      (before) =>
        before.process === view.process &&
        before.access === view.access &&
        Math.abs(layout.yOf(before.fromRow) - top) < signApart,
    );
}

/** Where two letters may stand: along the edge of the band towards the object, best high up, else towards the life line. */
interface Band {
  readonly inner: number;
  readonly outer: number;
  readonly top: number;
  readonly bottom: number;
}

/** Signs of one process closer than this would say the same twice, in pixels. */
const signApart = 20;

/** How far below the last place the next one is tried, in pixels, and how often at most. */
const accessStep = 4;
const accessTries = 120;

/** Writes what a process may do with memory where it covers nothing; where all is taken the title alone says it. */
function drawAccess(sign: string, { inner, outer, top, bottom }: Band, ink: Ink): string {
  const sizePx = 10;
  const widthPx = textWidth(sign, sizePx, 'sans');
  const side = outer > inner ? 1 : -1;
  const tries = Math.min(accessTries, Math.max(1, Math.floor((bottom - top - 14) / accessStep) + 1));
  const heights = [...Array.from({ length: tries }, (_, index) => top + 11 + index * accessStep), top - 3];
  const towardsObject = { x: outer, anchor: side > 0 ? ('end' as const) : ('start' as const) };
  const towardsLane = { x: inner, anchor: side > 0 ? ('start' as const) : ('end' as const) };
  const places = [towardsObject, towardsLane].flatMap(({ x, anchor }) =>
    heights.map((y) => ({ x, y, anchor, area: areaOfText({ x, y, widthPx, sizePx, anchor }) })),
  );
  const found = sign === '' ? undefined : ink.place(places);
  if (!found) return '';
  return textElement(
    { class: 'ipc-access ipc-tinted', x: found.x, y: found.y, 'text-anchor': found.anchor },
    sign,
  );
}
