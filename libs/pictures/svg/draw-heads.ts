import type { Lane } from '../scene/make-lane.js';
import type { Store } from '../scene/make-store.js';
import { objectLabel } from '../wording/describe-happening.js';
import { fitText, textWidth } from '../wording/measure-text.js';
import { programName } from '../wording/name-of.js';
import { shortName } from '../wording/short-name.js';
import { drawShape, paddingOf, shapeOf } from './draw-shape.js';
import type { Drawing } from './drawing.js';
import { element, textElement } from './element.js';
import { slant } from './layout.js';

/** Draws the head of a life line: a rounded box with the program's name, its pid and what it is made of. */
export function drawLaneHead(lane: Lane, x: number, { layout, words }: Drawing): string {
  const { headTop, headHeight, pitch, isNarrow } = layout;
  const { process } = lane;
  const width = isNarrow ? Math.min(44, pitch - 8) : pitch - 14;
  const box = element('rect', {
    class: lane.isDeadlocked ? 'ipc-head ipc-stuck' : 'ipc-head',
    x: x - width / 2,
    y: headTop,
    width,
    height: headHeight,
    rx: isNarrow ? 6 : 9,
  });
  const stack = lane.size > 1 ? drawStack({ x, y: headTop, width, height: headHeight }, 'ipc-head') : '';
  const mark = lane.isMarked ? drawMark(x, headTop, { width, height: headHeight }) : '';
  const name = lane.size > 1 ? `${programName(process)} ×${lane.size}` : programName(process);
  const pid = process.role === 'harness' ? '' : lane.size > 1 ? `pid ${process.pid}…` : `pid ${process.pid}`;
  const threads = process.threads.length > 0 ? ` · ${words.threads(process.threads.length + 1)}` : '';
  if (isNarrow) {
    const short = process.role === 'harness' ? '' : String(process.pid);
    const small = { class: 'ipc-sub', x, y: headTop + 14, 'text-anchor': 'middle' };
    return (
      stack +
      box +
      mark +
      drawSlanted(name, { x, y: headTop - 6, className: 'ipc-name' }) +
      textElement(small, short)
    );
  }
  const fit = { maxPx: width - 12, sizePx: 11, face: 'sans' } as const;
  const below = [pid + threads, `${process.pid}${threads}`].find(
    (text) => textWidth(text, 11, 'sans') <= fit.maxPx,
  );
  return (
    stack +
    box +
    mark +
    textElement(
      { class: 'ipc-name', x, y: headTop + 19, 'text-anchor': 'middle' },
      fitText(name, { ...fit, sizePx: 13 }),
    ) +
    textElement({ class: 'ipc-sub', x, y: headTop + 35, 'text-anchor': 'middle' }, fitText(below ?? pid, fit))
  );
}

/** Draws the head of a tube: the shape of its mechanism with the object's name and kind. */
export function drawStoreHead(store: Store, x: number, { layout, scene }: Drawing): string {
  const { headTop, headHeight, pitch, isNarrow } = layout;
  const { object } = store;
  const shape = shapeOf(object);
  const label = objectLabel(scene, object.id);
  if (isNarrow) {
    const box = { x, y: headTop + 2, width: Math.min(32, pitch - 14), height: headHeight - 4 };
    const mark = store.isMarked ? drawMark(x, headTop, { width: box.width, height: headHeight }) : '';
    const short = shortName(label, object, { maxPx: slant.namePxMax, sizePx: 12, face: 'sans' });
    const slanted = drawSlanted(short, { x, y: headTop - 6, className: 'ipc-sub ipc-tinted' });
    return drawShape(shape, box, 'ipc-store') + mark + slanted;
  }
  const padding = paddingOf(shape);
  const fit = { maxPx: pitch - padding - 4, sizePx: 12, face: 'sans' } as const;
  const name = shortName(label, object, fit);
  const kind = label.startsWith(object.kind) ? '' : fitText(object.kind, { ...fit, sizePx: 11 });
  // The open end of a lying tube takes room from its name.
  const textX = shape === 'tube' || shape === 'queue' ? x - 6 : x;
  const width = Math.max(64, Math.max(textWidth(name, 12, 'sans'), textWidth(kind, 11, 'sans')) + padding);
  const box = { x, y: headTop + 5, width, height: headHeight - 10 };
  return (
    (store.size > 1 ? drawStack(box, 'ipc-store') : '') +
    drawShape(shape, box, 'ipc-store') +
    (store.isMarked ? drawMark(x, headTop, { width, height: headHeight }) : '') +
    textElement(
      {
        class: 'ipc-sub ipc-tinted',
        x: textX,
        y: headTop + (kind === '' ? 27 : 20),
        'text-anchor': 'middle',
      },
      name,
    ) +
    textElement({ class: 'ipc-sub', x: textX, y: headTop + 34, 'text-anchor': 'middle' }, kind)
  );
}

/** Names that are too long for a narrow column are read with the head a little to the left. */
function drawSlanted(name: string, { x, y, className }: { x: number; y: number; className: string }): string {
  const shown = fitText(name, { maxPx: slant.namePxMax, sizePx: 12, face: 'sans' });
  return textElement(
    { class: className, x, y, transform: `rotate(${slant.degrees} ${Math.round(x * 10) / 10} ${y})` },
    shown,
  );
}

/** A second edge behind a box: there are more of it. */
function drawStack(
  { x, y, width, height }: { x: number; y: number; width: number; height: number },
  className: string,
): string {
  return element('rect', { class: className, x: x - width / 2 + 4, y: y - 4, width, height, rx: 8 });
}

/** A ring and a pointer that say: look here. */
export function drawMark(x: number, y: number, { width, height }: { width: number; height: number }): string {
  return (
    element('rect', {
      class: 'ipc-ring',
      x: x - width / 2 - 5,
      y: y - 5,
      width: width + 10,
      height: height + 10,
      rx: 13,
    }) +
    element('path', {
      class: 'ipc-pointer',
      d: `M${Math.round(x - 8)} ${y - 19}h16l-8 12z`,
    })
  );
}
